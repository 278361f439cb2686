// The JSON that a port needs, the memory of one request, and the refusals that end it.
#include <ctype.h>
#include <setjmp.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

typedef struct Value {
  char type;  // n, t, f, #, ", [ or {
  double number;
  char *text, *key;
  size_t count;
  struct Value *child, *next;
} Value;

static jmp_buf refusal;
static char refused_field[256];

static _Noreturn void refuse(const char *field) {  // names what the port cannot make sense of
  snprintf(refused_field, sizeof refused_field, "%s", field);
  for (char *c = refused_field; *c; c++)
    if (*c == '"' || *c == '\\' || iscntrl((unsigned char)*c)) *c = '?';
  longjmp(refusal, 1);
}

typedef union Block { union Block *next; max_align_t aligned; } Block;
static Block *blocks;

static void *allocate(size_t size) {  // zeros, until the request ends
  Block *block = calloc(1, sizeof *block + size);
  if (!block) refuse("memory");
  block->next = blocks, blocks = block;
  return block + 1;
}

static void free_all(void) {
  for (Block *next; blocks; blocks = next) next = blocks->next, free(blocks);
}

static const char *p;  // what is still to be read

static char next_token(void) {
  while (isspace((unsigned char)*p)) p++;
  return *p;
}

static void expect(char c) {
  if (next_token() != c) refuse("not JSON");
  p++;
}

static char *parse_string(void) {
  expect('"');
  char *text = allocate(strcspn(p, "\n") + 1), *end = text;
  for (; *p && *p != '"'; p++) {
    const char *escape = "n\nt\tr\rb\bf\f", *found;
    if (*p != '\\') *end++ = *p;
    else if (*++p == 'u') refuse("a string beyond ASCII");
    else *end++ = (found = strchr(escape, *p)) && isalpha((unsigned char)*p) ? found[1] : *p;
  }
  expect('"');
  return text;
}

static Value *parse_value(int depth) {
  Value *value = allocate(sizeof *value), **last = &value->child;
  char *end;
  value->type = next_token();
  if (depth > 64) refuse("nesting");
  switch (value->type) {
  case '"': value->text = parse_string(); break;
  case 't': case 'f': case 'n': while (isalpha((unsigned char)*p)) p++; break;
  case '[': case '{':
    for (p++; next_token() != (value->type == '[' ? ']' : '}');) {
      if (last != &value->child) expect(',');
      char *key = value->type == '{' ? parse_string() : NULL;
      if (key) expect(':');
      *last = parse_value(depth + 1);
      (*last)->key = key, last = &(*last)->next, value->count++;
    }
    p++;
    break;
  default:
    value->type = '#', value->number = strtod(p, &end);
    if (end == p) refuse("not JSON");
    p = end;
  }
  return value;
}

static Value *parse(const char *line) {
  p = line;
  Value *value = parse_value(0);
  if (value->type != '{' || next_token()) refuse("not one JSON object");
  return value;
}

static const Value absent;  // what is not there, or null: no type, no text, no children

static const Value *get(const Value *object, const char *key) {
  for (const Value *v = object->child; v; v = v->next)
    if (v->key && !strcmp(v->key, key)) return v->type == 'n' ? &absent : v;
  return &absent;
}

static const Value *item(const Value *list, size_t index) {
  const Value *v = list->child;
  while (v && index--) v = v->next;
  return v ? v : &absent;
}

static double number(const Value *object, const char *key, double otherwise) {
  const Value *v = get(object, key);
  if (v->type && v->type != '#') refuse(key);
  return v->type ? v->number : otherwise;
}

static bool is_text(const Value *value, const char *text) { return value->type == '"' && !strcmp(value->text, text); }

static bool is_among(const char *names, const char *name) {
  for (size_t n; *names; names += n + (names[n] == ' '))
    if ((n = strcspn(names, " ")) == strlen(name) && !strncmp(names, name, n)) return true;
  return false;
}

static void known(const Value *object, const char *where, const char *names) {  // or the rest would be half obeyed
  char field[256];
  for (const Value *v = object->child; v; v = v->next) {
    snprintf(field, sizeof field, "%s%s", where, v->key ? v->key : "");
    if (!v->key || !is_among(names, v->key)) refuse(field);
  }
}

static float *read_floats(const Value *tensor, size_t *n) {
  if (tensor->type != '"') refuse("tensor");
  *n = strlen(tensor->text) / 8;
  float *x = allocate(*n * sizeof *x);
  for (size_t i = 0; i < *n; i++) {
    char digits[9] = {0};
    uint32_t bits = strtoul(memcpy(digits, tensor->text + 8 * i, 8), NULL, 16);
    memcpy(&x[i], &bits, sizeof bits);
  }
  return x;
}

static float *read_n_floats(const Value *tensor, size_t n) {
  size_t count;
  float *x = read_floats(tensor, &count);
  if (count != n) refuse("tensor");
  return x;
}

static void write_floats(FILE *out, const float *x, size_t n) {
  fputc('"', out);
  for (size_t i = 0; i < n; i++) {
    uint32_t bits;
    memcpy(&bits, &x[i], sizeof bits);
    fprintf(out, "%08x", bits);
  }
  fputc('"', out);
}
