// What the C++ ABI asks of a runtime when there are no exceptions: new, delete and the guards of
// static locals.
#include <new>
#include <stdint.h>
#include <stdlib.h>

void *operator new(size_t size) {
    void *block = malloc(size);
    if (block == nullptr) {
        abort();
    }
    return block;
}

void *operator new[](size_t size) { return operator new(size); }
void operator delete(void *block) noexcept { free(block); }
void operator delete[](void *block) noexcept { free(block); }
void operator delete(void *block, size_t) noexcept { free(block); }
void operator delete[](void *block, size_t) noexcept { free(block); }

extern "C" {

void *__dso_handle;

void __cxa_pure_virtual() { abort(); }

// The first byte of the guard says that the object is constructed.
int __cxa_guard_acquire(int64_t *guard) { return *reinterpret_cast<char *>(guard) == 0; }
void __cxa_guard_release(int64_t *guard) { *reinterpret_cast<char *>(guard) = 1; }
void __cxa_guard_abort(int64_t *) {}

}
