/* A worker for nnverify: a network whose gradients are to be checked, and the loop that answers questions about it.

       cc -O2 -std=c99 -o worker worker.c -lm

   It works as it is and needs no library. Put your network in place of the one below; what stands around it can stay.
   What a question takes of memory is freed after its answer; what is wrong with a question jumps out of it by `fail`. */

#include <math.h>
#include <setjmp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void fail(const char *message);
static void *allocate(size_t count, size_t size); /* zeros */

/* ==== Your network ================================================================================================ */

/* Only what stands here is asked. Add the activations and losses that yours knows; leave out dX, Z, A and delta where
   yours does not keep them. They serve to name a mistake more exactly. */
static const char hello[] =
    "\"protocol\":\"nnverify-worker-1\",\"name\":\"my-network\",\"language\":\"C\","
    "\"activations\":[\"linear\",\"tanh\",\"relu\"],\"losses\":[\"squared_error\"],\"reductions\":[\"mean\",\"sum\"],"
    "\"quantities\":[\"cost\",\"outputs\",\"dW\",\"db\",\"dX\",\"Z\",\"A\",\"delta\"]";

/* Matrices are stored row after row. */
typedef struct {
  size_t n, before;       /* n_l and n_(l-1) */
  const char *activation; /* its name */
  double alpha;           /* for leaky_relu and elu */
  const double *W, *b;    /* n × before: W[j * before + i] is to neuron j from i; n */
  double *Z, *A;          /* n × m: to be computed, as are */
  double *delta;          /* the derivatives of the cost by Z, */
  double *dW, *db;        /* and by W and b; all are zero before */
} Layer;

static double activate(const Layer *layer, double z) {
  if (strcmp(layer->activation, "tanh") == 0) return tanh(z);
  if (strcmp(layer->activation, "relu") == 0) return z > 0 ? z : 0;
  return z;
}

/* g′(z), from a = g(z). */
static double slope(const Layer *layer, double a) {
  if (strcmp(layer->activation, "tanh") == 0) return 1 - a * a;
  if (strcmp(layer->activation, "relu") == 0) return a > 0 ? 1 : 0;
  return 1;
}

/* L layers; X is n_0 × m and Y is n_L × m, a column is a case. Fills what is to be computed of every layer, and dX,
   n_0 × m, which is zero before; returns the cost. */
static double evaluate(Layer *layers, size_t L, const double *X, const double *Y, size_t m, const char *loss,
                       int is_mean, double *dX) {
  (void)loss; /* there is one */
  for (size_t l = 0; l < L; l++) {
    Layer *layer = &layers[l];
    const double *V = l ? layers[l - 1].A : X; /* what comes in */
    for (size_t j = 0; j < layer->n; j++)
      for (size_t c = 0; c < m; c++) {
        double z = layer->b[j];
        for (size_t i = 0; i < layer->before; i++) z += layer->W[j * layer->before + i] * V[i * m + c];
        layer->Z[j * m + c] = z;
        layer->A[j * m + c] = activate(layer, z);
      }
  }

  const Layer *output = &layers[L - 1];
  double cost = 0, divisor = is_mean ? (double)m : 1;
  double *dA = allocate(output->n * m, sizeof(double));
  for (size_t k = 0; k < output->n * m; k++) {
    double error = output->A[k] - Y[k];
    cost += error * error / 2;
    dA[k] = error / divisor;
  }

  for (size_t l = L; l-- > 0;) {
    Layer *layer = &layers[l];
    const double *V = l ? layers[l - 1].A : X;
    double *dV = l ? allocate(layer->before * m, sizeof(double)) : dX;
    for (size_t j = 0; j < layer->n; j++)
      for (size_t c = 0; c < m; c++) {
        double dz = layer->delta[j * m + c] = dA[j * m + c] * slope(layer, layer->A[j * m + c]);
        layer->db[j] += dz;
        for (size_t i = 0; i < layer->before; i++) {
          layer->dW[j * layer->before + i] += dz * V[i * m + c];
          dV[i * m + c] += layer->W[j * layer->before + i] * dz;
        }
      }
    dA = dV;
  }
  return cost / divisor;
}

/* ==== Memory and errors =========================================================================================== */

static jmp_buf failed;
static const char *complaint;

static void fail(const char *message) {
  complaint = message;
  longjmp(failed, 1);
}

typedef struct Block {
  struct Block *next;
  double memory[];
} Block;

static Block *blocks;

static void *allocate(size_t count, size_t size) {
  if (count > ((size_t)-1 - sizeof(Block)) / size) fail("too large");
  Block *block = calloc(1, sizeof(Block) + count * size);
  if (!block) fail("out of memory");
  block->next = blocks;
  blocks = block;
  return block->memory;
}

static void free_all(void) {
  while (blocks) {
    Block *next = blocks->next;
    free(blocks);
    blocks = next;
  }
}

/* ==== Reading JSON ================================================================================================ */

typedef enum { NUMBER, STRING, ARRAY, OBJECT } Kind;

typedef struct Value {
  Kind kind;
  double number;
  const char *string;
  struct Value *first; /* of an array or an object */
  size_t count;
  struct Value *next; /* of the array or the object that this value is in */
  const char *key;    /* in an object */
} Value;

static char *at; /* the next character of the line, which ends in '\0' */

static int skip(char character) {
  at += strspn(at, " \t\r");
  if (*at != character) return 0;
  at++;
  return 1;
}

/* Names are plain in this protocol: what is escaped keeps its escape. The closing quote becomes the end. */
static const char *read_string(void) {
  if (!skip('"')) fail("JSON: a text is missing");
  char *start = at;
  while (*at && *at != '"') at += *at == '\\' && at[1] ? 2 : 1;
  if (!*at) fail("JSON: a text does not end");
  *at++ = 0;
  return start;
}

static Value *read_value(int depth) {
  if (depth > 100) fail("JSON: too deep");
  Value *value = allocate(1, sizeof *value);
  int is_object = skip('{');
  if (is_object || skip('[')) {
    value->kind = is_object ? OBJECT : ARRAY;
    Value **place = &value->first;
    while (!skip(is_object ? '}' : ']')) {
      if (value->count && !skip(',')) fail("JSON: a comma is missing");
      const char *key = is_object ? read_string() : NULL;
      if (is_object && !skip(':')) fail("JSON: a colon is missing");
      *place = read_value(depth + 1);
      (*place)->key = key;
      place = &(*place)->next;
      value->count++;
    }
  } else if (*at == '"') {
    value->kind = STRING;
    value->string = read_string();
  } else if (strspn(at, "truefalsn")) { /* true, false, null: of no use here */
    value->number = NAN;
    at += strspn(at, "truefalsn");
  } else {
    char *end;
    value->number = strtod(at, &end); /* rounded correctly, with the sign of -0 */
    if (end == at) fail("JSON: a value is missing");
    at = end;
  }
  return value;
}

static const Value *get(const Value *object, const char *key, Kind kind) {
  for (const Value *value = object->kind == OBJECT ? object->first : NULL; value; value = value->next)
    if (strcmp(value->key, key) == 0 && value->kind == kind) return value;
  fail("a key is missing, or its value is of another kind");
  return NULL;
}

static void copy_row(const Value *array, size_t count, double *numbers) {
  if (array->kind != ARRAY || array->count != count) fail("a row of another length was due");
  for (const Value *value = array->first; value; value = value->next) {
    if (value->kind != NUMBER) fail("a number is missing");
    *numbers++ = value->number;
  }
}

static double *read_row(const Value *array) {
  double *numbers = allocate(array->count, sizeof(double));
  copy_row(array, array->count, numbers);
  return numbers;
}

static double *new_matrix(size_t rows, size_t columns) {
  if (columns && rows > (size_t)-1 / columns) fail("too large");
  return allocate(rows * columns, sizeof(double));
}

static double *read_matrix(const Value *array, size_t rows, size_t columns) {
  if (array->count != rows) fail("a matrix of another size was due");
  double *numbers = new_matrix(rows, columns), *end = numbers;
  for (const Value *row = array->first; row; row = row->next, end += columns) copy_row(row, columns, end);
  return numbers;
}

/* ==== Writing JSON ================================================================================================ */

static void print_number(double x) {
  if (isfinite(x))
    printf("%.17g", x); /* 17 significant digits: the same number comes back */
  else
    printf(isnan(x) ? "\"nan\"" : x > 0 ? "\"inf\"" : "\"-inf\"");
}

static void print_row(const double *x, size_t count) {
  for (size_t i = 0; i < count; i++) {
    putchar(i ? ',' : '[');
    print_number(x[i]);
  }
  printf(count ? "]" : "[]");
}

static void print_matrix(const double *x, size_t rows, size_t columns) {
  for (size_t j = 0; j < rows; j++) {
    putchar(j ? ',' : '[');
    print_row(x + columns * j, columns);
  }
  putchar(']');
}

/* ==== The loop ==================================================================================================== */

static void answer_evaluate(const Value *problem, int seq) {
  const Value *list = get(problem, "layers", ARRAY), *inputs = get(problem, "inputs", ARRAY);
  size_t L = list->count, before = inputs->count, m = before ? inputs->first->count : 0;
  if (L == 0 || m == 0) fail("nothing to compute");
  double *X = read_matrix(inputs, before, m), *dX = new_matrix(before, m);
  Layer *layers = allocate(L, sizeof(Layer)), *layer = layers;
  for (const Value *value = list->first; value; value = value->next, layer++) {
    const Value *biases = get(value, "biases", ARRAY);
    size_t n = layer->n = biases->count;
    if (n == 0) fail("a layer is empty");
    layer->before = before;
    layer->activation = get(value, "activation", STRING)->string;
    int has_alpha = strcmp(layer->activation, "leaky_relu") == 0 || strcmp(layer->activation, "elu") == 0;
    layer->alpha = has_alpha ? get(value, "alpha", NUMBER)->number : 0;
    layer->W = read_matrix(get(value, "weights", ARRAY), n, before);
    layer->b = read_row(biases);
    layer->Z = new_matrix(n, m);
    layer->A = new_matrix(n, m);
    layer->delta = new_matrix(n, m);
    layer->dW = new_matrix(n, before);
    layer->db = new_matrix(n, 1);
    before = n;
  }
  double *Y = read_matrix(get(problem, "targets", ARRAY), before, m);
  int is_mean = strcmp(get(problem, "reduction", STRING)->string, "mean") == 0;
  double cost = evaluate(layers, L, X, Y, m, get(problem, "loss", STRING)->string, is_mean, dX);

  printf("{\"seq\":%d,\"status\":\"ok\",\"cost\":", seq);
  print_number(cost);
  printf(",\"outputs\":");
  print_matrix(layers[L - 1].A, layers[L - 1].n, m);
  printf(",\"dX\":");
  print_matrix(dX, layers[0].before, m);
  const char *names[] = {"dW", "db", "Z", "A", "delta"};
  for (int k = 0; k < 5; k++) {
    printf(",\"%s\":[", names[k]);
    for (size_t l = 0; l < (k == 3 ? L - 1 : L); l++) { /* A of the hidden layers only */
      if (l) putchar(',');
      if (k == 0) print_matrix(layers[l].dW, layers[l].n, layers[l].before);
      if (k == 1) print_row(layers[l].db, layers[l].n);
      if (k == 2) print_matrix(layers[l].Z, layers[l].n, m);
      if (k == 3) print_matrix(layers[l].A, layers[l].n, m);
      if (k == 4) print_matrix(layers[l].delta, layers[l].n, m);
    }
    putchar(']');
  }
  printf("}\n");
}

/* Returns 1 after bye. */
static int answer(char *line) {
  static int seq;
  seq = -1;
  if (setjmp(failed)) { /* fail was called */
    printf("{\"seq\":%d,\"status\":\"error\",\"message\":\"%s\"}\n", seq, complaint);
    return 0;
  }
  at = line;
  const Value *question = read_value(0);
  double number = get(question, "seq", NUMBER)->number;
  if (number >= 0 && number <= 2147483647) seq = (int)number;
  const char *command = get(question, "cmd", STRING)->string;
  if (strcmp(command, "hello") == 0) {
    printf("{\"seq\":%d,\"status\":\"ok\",%s}\n", seq, hello);
  } else if (strcmp(command, "echo") == 0) {
    const Value *numbers = get(question, "numbers", ARRAY);
    const double *x = read_row(numbers);
    printf("{\"seq\":%d,\"status\":\"ok\",\"numbers\":", seq);
    print_row(x, numbers->count);
    printf("}\n");
  } else if (strcmp(command, "evaluate") == 0) {
    answer_evaluate(get(question, "problem", OBJECT), seq);
  } else if (strcmp(command, "bye") == 0) {
    printf("{\"seq\":%d,\"status\":\"ok\"}\n", seq);
    return 1;
  } else {
    fail("no such command");
  }
  return 0;
}

/* The next line of the input without its end, in memory that the next call uses again; NULL at the end of the input. */
static char *next_line(void) {
  static char *line;
  static size_t capacity;
  size_t length = 0;
  int character;
  while ((character = getchar()) != EOF && character != '\n') {
    if (length + 1 >= capacity) {
      capacity = capacity ? 2 * capacity : 4096;
      line = realloc(line, capacity);
      if (!line) exit(1);
    }
    line[length++] = (char)character;
  }
  if (length == 0) return NULL;
  line[length] = 0;
  return line;
}

int main(void) {
  char *line;
  int is_last = 0;
  while (!is_last && (line = next_line())) {
    is_last = answer(line);
    fflush(stdout); /* without this the answer stays in a buffer, and nnverify waits in vain */
    free_all();
  }
  return 0;
}
