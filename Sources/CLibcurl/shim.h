#pragma once
#include <curl/curl.h>

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

// A macro that casts, which Swift does not import.
static inline curl_socket_t dico_curl_no_socket(void) { return CURL_SOCKET_BAD; }

static inline CURLcode dico_curl_global_init(void) { return curl_global_init(CURL_GLOBAL_DEFAULT); }

static inline const char *dico_curl_version(void) { return curl_version_info(CURLVERSION_NOW)->version; }
