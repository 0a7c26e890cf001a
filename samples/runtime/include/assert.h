#pragma once

#ifdef __cplusplus
extern "C" {
#endif

__attribute__((noreturn)) void assertion_failed(
        const char *expression, const char *file, int line);

#ifdef __cplusplus
}
#endif

#define assert(expression) \
    ((expression) ? (void)0 : assertion_failed(#expression, __FILE__, __LINE__))
