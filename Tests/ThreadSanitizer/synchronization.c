/* Shows the Thread Sanitizer what it cannot see by itself; `make test-tsan` builds it and loads it before all else.
 *
 * Debian's librdkafka starts its threads with C11's thrd_create, which the sanitizer does not know: it crashes in the
 * first call of such a thread that it intercepts. Its locks are C11's, too, so that whatever it hands from one thread to
 * another looks like a race. And where a Mutex of Swift's is contended, it is taken and released inside a library that was
 * not built for the sanitizer, so that every contended Mutex does. */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <threads.h>

/* The sanitizer's own; absent in programs that were built without it. */
extern void __tsan_acquire(void *address) __attribute__((weak));
extern void __tsan_release(void *address) __attribute__((weak));

/* Threads of C11, as threads of POSIX. */

struct start {
    thrd_start_t run;
    void *argument;
};

static void *begin(void *opaque) {
    struct start start = *(struct start *)opaque;
    free(opaque);
    return (void *)(intptr_t)start.run(start.argument);
}

int thrd_create(thrd_t *thread, thrd_start_t run, void *argument) {
    struct start *start = malloc(sizeof *start);
    if (!start) return thrd_nomem;
    *start = (struct start){run, argument};
    if (pthread_create((pthread_t *)thread, NULL, begin, start) == 0) return thrd_success;
    free(start);
    return thrd_error;
}

int thrd_join(thrd_t thread, int *result) {
    void *value;
    if (pthread_join((pthread_t)thread, &value)) return thrd_error;
    if (result) *result = (int)(intptr_t)value;
    return thrd_success;
}

/* Locks of C11. Those of the C library have the form of POSIX's, which the sanitizer knows. */

int mtx_lock(mtx_t *lock) { return pthread_mutex_lock((pthread_mutex_t *)lock) ? thrd_error : thrd_success; }

int mtx_unlock(mtx_t *lock) { return pthread_mutex_unlock((pthread_mutex_t *)lock) ? thrd_error : thrd_success; }

int mtx_trylock(mtx_t *lock) {
    int error = pthread_mutex_trylock((pthread_mutex_t *)lock);
    return error == EBUSY ? thrd_busy : error ? thrd_error : thrd_success;
}

int cnd_signal(cnd_t *condition) {
    return pthread_cond_signal((pthread_cond_t *)condition) ? thrd_error : thrd_success;
}

int cnd_broadcast(cnd_t *condition) {
    return pthread_cond_broadcast((pthread_cond_t *)condition) ? thrd_error : thrd_success;
}

int cnd_wait(cnd_t *condition, mtx_t *lock) {
    return pthread_cond_wait((pthread_cond_t *)condition, (pthread_mutex_t *)lock) ? thrd_error : thrd_success;
}

int cnd_timedwait(cnd_t *condition, mtx_t *lock, const struct timespec *end) {
    int error = pthread_cond_timedwait((pthread_cond_t *)condition, (pthread_mutex_t *)lock, end);
    return error == ETIMEDOUT ? thrd_timedout : error ? thrd_error : thrd_success;
}

/* The slow paths of Synchronization.Mutex, by their mangled names: _MutexHandle._lockSlow(UInt32) and _unlockSlow(). */

#define SWIFT __attribute__((swiftcall))
#define SELF __attribute__((swift_context))
#define LOCK "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define UNLOCK "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lock_slow(uint32_t thread, SELF void *handle) __asm__(LOCK);
SWIFT void unlock_slow(SELF void *handle) __asm__(UNLOCK);

SWIFT void lock_slow(uint32_t thread, SELF void *handle) {
    SWIFT void (*real)(uint32_t, SELF void *) = dlsym(RTLD_NEXT, LOCK);
    real(thread, handle);
    if (__tsan_acquire) __tsan_acquire(handle);
}

SWIFT void unlock_slow(SELF void *handle) {
    SWIFT void (*real)(SELF void *) = dlsym(RTLD_NEXT, UNLOCK);
    if (__tsan_release) __tsan_release(handle);
    real(handle);
}
