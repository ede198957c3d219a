#pragma once
#include <curl/curl.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

// Swift sees no variadic function: one inline function for each kind of argument that is set or got.

static inline CURLcode dico_curl_set_long(CURL *handle, CURLoption option, long value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode dico_curl_set_string(CURL *handle, CURLoption option, const char *value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode dico_curl_set_pointer(CURL *handle, CURLoption option, void *value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode dico_curl_set_list(CURL *handle, CURLoption option, struct curl_slist *value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode dico_curl_set_write(CURL *handle, CURLoption option, curl_write_callback value) {
    return (curl_easy_setopt)(handle, option, value);
}

static inline CURLcode dico_curl_set_open_socket(CURL *handle, curl_opensocket_callback value) {
    return (curl_easy_setopt)(handle, CURLOPT_OPENSOCKETFUNCTION, value);
}

static inline CURLcode dico_curl_set_prerequest(CURL *handle, curl_prereq_callback value) {
    return (curl_easy_setopt)(handle, CURLOPT_PREREQFUNCTION, value);
}

static inline CURLcode dico_curl_get_long(CURL *handle, CURLINFO what, long *value) {
    return (curl_easy_getinfo)(handle, what, value);
}

static inline CURLMcode dico_curl_multi_set_long(CURLM *handle, CURLMoption option, long value) {
    return (curl_multi_setopt)(handle, option, value);
}

static inline CURLMcode dico_curl_multi_set_socket(CURLM *handle, curl_socket_callback value, void *owner) {
    CURLMcode code = (curl_multi_setopt)(handle, CURLMOPT_SOCKETDATA, owner);
    return code == CURLM_OK ? (curl_multi_setopt)(handle, CURLMOPT_SOCKETFUNCTION, value) : code;
}

static inline CURLMcode dico_curl_multi_set_timer(CURLM *handle, curl_multi_timer_callback value, void *owner) {
    CURLMcode code = (curl_multi_setopt)(handle, CURLMOPT_TIMERDATA, owner);
    return code == CURLM_OK ? (curl_multi_setopt)(handle, CURLMOPT_TIMERFUNCTION, value) : code;
}

// Macros that cast, which Swift does not import.
static inline curl_socket_t dico_curl_no_socket(void) { return CURL_SOCKET_BAD; }

static inline curl_socket_t dico_curl_no_event(void) { return CURL_SOCKET_TIMEOUT; }

static inline unsigned dico_epoll_in(void) { return EPOLLIN; }

static inline unsigned dico_epoll_out(void) { return EPOLLOUT; }

static inline CURLcode dico_curl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

static inline const char *dico_curl_version(void) { return curl_version_info(CURLVERSION_NOW)->version; }
