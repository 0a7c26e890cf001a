// The few functions that are one instruction of RV64GC each, and floor.
#pragma once

#ifdef __cplusplus
extern "C" {
#endif

static inline double sqrt(double x) { return __builtin_sqrt(x); }
static inline float sqrtf(float x) { return __builtin_sqrtf(x); }
static inline double fabs(double x) { return __builtin_fabs(x); }
static inline float fabsf(float x) { return __builtin_fabsf(x); }
static inline double fma(double x, double y, double z) { return __builtin_fma(x, y, z); }

// From 2^52 on a double has no fraction.
static inline double floor(double x) {
    if (!(__builtin_fabs(x) < 0x1p52)) {
        return x;
    }
    double truncated = (double)(long)x;
    return truncated > x ? truncated - 1.0 : __builtin_copysign(truncated, x);
}

#ifdef __cplusplus
}
#endif
