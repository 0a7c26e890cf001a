// The order of construction and destruction: globals, priorities, statics in functions, exit
// functions, thread_local objects.
#include <cstdio>
#include <cstdlib>

namespace {

struct Tracer {
    explicit Tracer(const char *name) : name(name) { std::printf("+ %s\n", name); }
    ~Tracer() { std::printf("- %s\n", name); }
    const char *name;
};

Tracer first("first global");
Tracer second("second global");

__attribute__((init_priority(101))) Tracer early("early global");

Tracer &lazy() {
    static Tracer once("static in a function");
    return once;
}

thread_local Tracer local("thread local");

__attribute__((constructor)) void construct() { std::printf("constructor function\n"); }
__attribute__((destructor)) void destruct() { std::printf("destructor function\n"); }

void at_exit() { std::printf("exit function\n"); }

} // namespace

int main() {
    std::printf("main\n");
    std::atexit(at_exit);
    std::printf("%s\n", local.name);
    lazy();
    lazy();
    Tracer automatic("automatic");
    std::exit(lazy().name[0] == 's' ? 0 : 1); // destroys statics, not automatics
}
