#pragma once

#ifdef __cplusplus
extern "C" {
#endif

extern int errno;

#define ENOENT 2
#define EINTR 4
#define ENOMEM 12
#define EINVAL 22
#define ERANGE 34

#ifdef __cplusplus
}
#endif
