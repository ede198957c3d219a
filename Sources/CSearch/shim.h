#pragma once
#include <stddef.h>

/// The C library's own search for bytes in bytes, which glibc's headers show to those alone who ask for GNU's extensions
/// before any header is read: Swift's import of them does not.
extern void *memmem(const void *bytes, size_t count, const void *wanted, size_t wanted_count);
