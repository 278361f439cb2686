// What of CPython's C interface must have C's layout. Everything else is found at run time.
#ifndef CPYTHON_ABI_H
#define CPYTHON_ABI_H

// How a step of initialisation went. Returned by value.
typedef struct {
  int type; // 0: it went well; 1: an error; 2: Python asks to exit
  const char *function;
  const char *message;
  int exit_code;
} PyStatus;

// What Python must know before anything else: unchanged since Python 3.8.
typedef struct {
  int config_kind;
  int parse_argv;
  int isolated;
  int use_environment;
  int configure_locale;
  int coerce_c_locale;
  int coerce_c_locale_warn;
  int utf8_mode;
  int dev_mode;
  int allocator;
} PyPreConfig;

#endif
