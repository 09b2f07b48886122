/* A worker for nnverify in C99: a dense network, its backpropagation, and the JSON that questions and answers need.

       cc -O2 -std=c99 -o worker worker.c -lm

   To check a network of your own, put it in place of "The network", and let `evaluate` call it.

   Matrices are stored row after row. Cases are columns: X is n_0 × m. What a question takes of memory is freed after
   its answer; what is wrong with a question jumps out of it by `fail`, so no function here returns an error. */

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Memory and errors ------------------------------------------------------------------------------------------- */

static jmp_buf failed;
static char message[200];

static void fail(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(message, sizeof message, format, arguments);
  va_end(arguments);
  longjmp(failed, 1);
}

typedef struct Block {
  struct Block *next;
  double memory[]; /* aligned for doubles, and so for all that is kept here */
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

/* ---- Reading JSON ------------------------------------------------------------------------------------------------ */

typedef enum { WORD, NUMBER, STRING, ARRAY, OBJECT } Kind; /* WORD: true, false, null */

typedef struct Value {
  Kind kind;
  double number;
  char *string;
  struct Value *first; /* of an array or an object */
  size_t count;
  struct Value *next; /* of the array or the object that this value is in */
  char *key;          /* in an object */
} Value;

static const char *at; /* the next character of the line, which ends in '\0' */

static void skip_blanks(void) {
  while (*at == ' ' || *at == '\t' || *at == '\r' || *at == '\n') at++;
}

static int skip(char character) {
  skip_blanks();
  if (*at != character) return 0;
  at++;
  return 1;
}

/* Names are ASCII in this protocol: an escape of another character becomes '?', which no name contains. */
static char *read_string(void) {
  if (!skip('"')) fail("JSON: a string is missing");
  size_t length = 0;
  while (at[length] && at[length] != '"') length += at[length] == '\\' && at[length + 1] ? 2 : 1;
  char *string = allocate(length + 1, 1), *end = string; /* escapes only make it shorter */
  while (*at != '"') {
    if ((unsigned char)*at < ' ') fail("JSON: a string does not end"); /* '\0', too */
    if (*at != '\\') {
      *end++ = *at++;
      continue;
    }
    at++;
    const char *escapes = "\"\\/bfnrt", *meanings = "\"\\/\b\f\n\r\t";
    const char *found = *at ? strchr(escapes, *at) : NULL;
    if (found) {
      *end++ = meanings[found - escapes];
      at++;
    } else if (*at == 'u' && strspn(at + 1, "0123456789abcdefABCDEF") >= 4) {
      char digits[5] = {at[1], at[2], at[3], at[4], 0};
      long code = strtol(digits, NULL, 16);
      *end++ = code > 0 && code < 128 ? (char)code : '?';
      at += 5;
    } else {
      fail("JSON: no such escape in a string");
    }
  }
  at++;
  return string;
}

static double read_number(void) {
  /* The grammar first: strtod would also read nan, 0x10 and .5. */
  const char *start = at, *digits = "0123456789";
  size_t length;
  at += *at == '-';
  length = strspn(at, digits);
  if (length == 0 || (length > 1 && *at == '0')) fail("JSON: not a number");
  at += length;
  if (*at == '.') {
    length = strspn(++at, digits);
    if (length == 0) fail("JSON: not a number");
    at += length;
  }
  if (*at == 'e' || *at == 'E') {
    at++;
    at += *at == '-' || *at == '+';
    length = strspn(at, digits);
    if (length == 0) fail("JSON: not a number");
    at += length;
  }
  return strtod(start, NULL);
}

static Value *read_value(int depth) {
  if (depth > 100) fail("JSON: too deep");
  Value *value = allocate(1, sizeof *value);
  skip_blanks();
  if (*at == '{' || *at == '[') {
    char closing = *at == '{' ? '}' : ']';
    value->kind = *at++ == '{' ? OBJECT : ARRAY;
    if (skip(closing)) return value;
    Value **place = &value->first;
    do {
      char *key = NULL;
      if (value->kind == OBJECT) {
        key = read_string();
        if (!skip(':')) fail("JSON: a colon is missing");
      }
      *place = read_value(depth + 1);
      (*place)->key = key;
      place = &(*place)->next;
      value->count++;
    } while (skip(','));
    if (!skip(closing)) fail("JSON: a comma or a bracket is missing");
  } else if (*at == '"') {
    value->kind = STRING;
    value->string = read_string();
  } else if (strncmp(at, "true", 4) == 0 || strncmp(at, "null", 4) == 0) {
    at += 4;
  } else if (strncmp(at, "false", 5) == 0) {
    at += 5;
  } else {
    value->kind = NUMBER;
    value->number = read_number();
  }
  return value;
}

static Value *read_line(const char *line) {
  at = line;
  Value *value = read_value(0);
  skip_blanks();
  if (*at) fail("JSON: more than one text on a line");
  return value;
}

/* The value of a key; of the last one, where it is there twice. */
static const Value *find(const Value *object, const char *key) {
  const Value *found = NULL;
  if (object->kind == OBJECT)
    for (const Value *value = object->first; value; value = value->next)
      if (strcmp(value->key, key) == 0) found = value;
  return found;
}

static const Value *get(const Value *object, const char *key, Kind kind) {
  const Value *value = find(object, key);
  if (!value) fail("the key %.40s is missing", key);
  if (value->kind != kind) fail("the value of %.40s is of another kind", key);
  return value;
}

static void copy_vector(const Value *array, size_t count, double *numbers) {
  if (array->kind != ARRAY || array->count != count) fail("an array of %lu numbers is missing", (unsigned long)count);
  for (const Value *value = array->first; value; value = value->next) {
    if (value->kind != NUMBER) fail("a number is missing");
    *numbers++ = value->number;
  }
}

/* Zeros. */
static double *new_matrix(size_t rows, size_t columns) {
  if (columns && rows > (size_t)-1 / columns) fail("too large");
  return allocate(rows * columns, sizeof(double));
}

static double *vector_of(const Value *array, size_t count) {
  double *numbers = new_matrix(count, 1);
  copy_vector(array, count, numbers);
  return numbers;
}

static double *matrix_of(const Value *array, size_t rows, size_t columns) {
  double *numbers = new_matrix(rows, columns);
  if (array->kind != ARRAY || array->count != rows) fail("a matrix of %lu rows is missing", (unsigned long)rows);
  size_t j = 0;
  for (const Value *row = array->first; row; row = row->next) copy_vector(row, columns, numbers + columns * j++);
  return numbers;
}

/* ---- Writing JSON ------------------------------------------------------------------------------------------------ */

static void print_number(double x) {
  if (isnan(x))
    printf("\"nan\"");
  else if (isinf(x))
    printf(x > 0 ? "\"inf\"" : "\"-inf\"");
  else
    printf("%.17g", x); /* 17 significant digits: the same number comes back */
}

static void print_vector(const double *x, size_t count) {
  putchar('[');
  for (size_t i = 0; i < count; i++) {
    if (i) putchar(',');
    print_number(x[i]);
  }
  putchar(']');
}

static void print_matrix(const double *x, size_t rows, size_t columns) {
  putchar('[');
  for (size_t j = 0; j < rows; j++) {
    if (j) putchar(',');
    print_vector(x + columns * j, columns);
  }
  putchar(']');
}

static void print_string(const char *string) {
  putchar('"');
  for (; *string; string++) {
    if (*string == '"' || *string == '\\') putchar('\\');
    putchar((unsigned char)*string < ' ' || (unsigned char)*string > '~' ? '?' : *string);
  }
  putchar('"');
}

/* ---- The network ------------------------------------------------------------------------------------------------- */

typedef enum { LINEAR, SIGMOID, TANH, RELU, LEAKY_RELU, ELU, SOFTPLUS, SILU, GELU, SOFTMAX } Activation;
static const char *const activations[] = {"linear",   "sigmoid", "tanh", "relu",    "leaky_relu", "elu",
                                          "softplus", "silu",    "gelu", "softmax", NULL};

typedef enum { SQUARED_ERROR, BINARY_CROSS_ENTROPY, CATEGORICAL_CROSS_ENTROPY } Loss;
static const char *const losses[] = {"squared_error", "binary_cross_entropy", "categorical_cross_entropy", NULL};

typedef enum { MEAN, SUM } Reduction;
static const char *const reductions[] = {"mean", "sum", NULL};

typedef struct {
  size_t n, before; /* n_l and n_(l-1) */
  Activation activation;
  double alpha;
  double *W, *b;       /* n × before; n */
  double *Z, *A;       /* n × m */
  double *delta;       /* n × m: ∂C/∂Z */
  double *dW, *db;     /* as W and b */
  double *dV;          /* before × m: ∂C by what comes in, which is A of the layer below, or X */
} Layer;

/* The formulas are chosen so that nothing overflows and few digits are lost, however large |z| is. */

static double sigmoid(double z) {
  double e = exp(-fabs(z));
  return (z >= 0 ? 1 : e) / (1 + e);
}

static double softplus(double z) { return fmax(z, 0) + log1p(exp(-fabs(z))); }

/* sigmoid(-z) is 1 - sigmoid(z), which has no digits left where sigmoid(z) is nearly 1. */
static double sigmoid_slope(double z) { return sigmoid(z) * sigmoid(-z); }

/* (1 + erf(z/√2))/2, but that cancels for negative z. */
static double normal_distribution(double z) { return erfc(-z / sqrt(2)) / 2; }

static double normal_density(double z) { return exp(-z * z / 2) / sqrt(2 * acos(-1)); }

static double g(const Layer *layer, double z) {
  switch (layer->activation) {
    case SIGMOID: return sigmoid(z);
    case TANH: return tanh(z);
    case RELU: return z > 0 ? z : 0;
    case LEAKY_RELU: return z > 0 ? z : layer->alpha * z;
    case ELU: return z > 0 ? z : layer->alpha * expm1(z);
    case SOFTPLUS: return softplus(z);
    case SILU: return z * sigmoid(z);
    case GELU: return z * normal_distribution(z);
    default: return z;
  }
}

static double slope(const Layer *layer, double z) {
  switch (layer->activation) {
    case SIGMOID: return sigmoid_slope(z);
    case TANH: return 4 * sigmoid_slope(2 * z); /* 1 - tanh(z)², without the cancellation */
    case RELU: return z > 0 ? 1 : 0;
    case LEAKY_RELU: return z > 0 ? 1 : layer->alpha;
    case ELU: return z > 0 ? 1 : layer->alpha * exp(z);
    case SOFTPLUS: return sigmoid(z);
    case SILU: return sigmoid(z) * (1 + z * sigmoid(-z));
    case GELU: return normal_distribution(z) + z * normal_density(z);
    default: return 1;
  }
}

/* Of the n outputs of case c, from the largest on, so that no exp overflows. */
static double largest(const double *Z, size_t n, size_t m, size_t c) {
  double most = Z[c];
  for (size_t j = 1; j < n; j++)
    if (Z[j * m + c] > most) most = Z[j * m + c];
  return most;
}

static double sum_of_powers(const double *Z, size_t n, size_t m, size_t c, double most) {
  double sum = 0;
  for (size_t j = 0; j < n; j++) sum += exp(Z[j * m + c] - most);
  return sum;
}

static void softmax(const double *Z, double *A, size_t n, size_t m) {
  for (size_t c = 0; c < m; c++) {
    double most = largest(Z, n, m, c), sum = sum_of_powers(Z, n, m, c, most);
    for (size_t j = 0; j < n; j++) A[j * m + c] = exp(Z[j * m + c] - most) / sum;
  }
}

/* V is what comes in. */
static void forward(Layer *layer, const double *V, size_t m) {
  for (size_t j = 0; j < layer->n; j++)
    for (size_t c = 0; c < m; c++) {
      double z = layer->b[j];
      for (size_t i = 0; i < layer->before; i++) z += layer->W[j * layer->before + i] * V[i * m + c];
      layer->Z[j * m + c] = z;
      if (layer->activation != SOFTMAX) layer->A[j * m + c] = g(layer, z);
    }
  if (layer->activation == SOFTMAX) softmax(layer->Z, layer->A, layer->n, m);
}

/* The cross-entropies take their logarithms from z: taken from an a that is rounded to 0 or 1 they are infinite. */
static double cost(const Layer *output, const double *Y, size_t m, Loss loss, Reduction reduction) {
  const double *Z = output->Z, *A = output->A;
  double C = 0;
  for (size_t c = 0; c < m; c++) {
    double most = largest(Z, output->n, m, c), log_of_sum = log(sum_of_powers(Z, output->n, m, c, most));
    for (size_t k = c; k < output->n * m; k += m) { /* the outputs of case c */
      if (loss == SQUARED_ERROR) C += (A[k] - Y[k]) * (A[k] - Y[k]) / 2;
      /* log(a) = -softplus(-z), log(1-a) = -softplus(z) */
      if (loss == BINARY_CROSS_ENTROPY) C += Y[k] * softplus(-Z[k]) + (1 - Y[k]) * softplus(Z[k]);
      if (loss == CATEGORICAL_CROSS_ENTROPY) C -= Y[k] * (Z[k] - most - log_of_sum);
    }
  }
  return reduction == MEAN ? C / m : C;
}

/* BP1. The 1/m of the mean is put in here, once: then all that follows is a derivative of C. */
static void output_delta(Layer *output, const double *Y, size_t m, Loss loss, Reduction reduction) {
  const double *Z = output->Z, *A = output->A;
  for (size_t c = 0; c < m; c++) {
    double sum_of_y = 0, mean = 0; /* of the case; mean is Σ_j a_j ∂e/∂a_j */
    for (size_t k = c; k < output->n * m; k += m) {
      sum_of_y += Y[k];
      mean += A[k] * (A[k] - Y[k]);
    }
    for (size_t k = c; k < output->n * m; k += m) {
      double d;
      if (loss == BINARY_CROSS_ENTROPY)
        d = A[k] - Y[k];
      else if (loss == CATEGORICAL_CROSS_ENTROPY)
        d = A[k] * sum_of_y - Y[k]; /* a - y where the targets sum to 1 */
      else if (output->activation == SOFTMAX)
        d = A[k] * (A[k] - Y[k] - mean);
      else
        d = (A[k] - Y[k]) * slope(output, Z[k]);
      output->delta[k] = reduction == MEAN ? d / m : d;
    }
  }
}

/* dW, db and dV of a layer whose delta is known. */
static void backward(Layer *layer, const double *V, size_t m) {
  for (size_t j = 0; j < layer->n; j++)
    for (size_t c = 0; c < m; c++) {
      double delta = layer->delta[j * m + c];
      layer->db[j] += delta; /* BP3 */
      for (size_t i = 0; i < layer->before; i++) {
        layer->dW[j * layer->before + i] += delta * V[i * m + c]; /* BP4 */
        layer->dV[i * m + c] += layer->W[j * layer->before + i] * delta;
      }
    }
}

/* ---- The worker -------------------------------------------------------------------------------------------------- */

static int seq; /* of the question that is being answered; -1 where it has none */

static int index_of(const char *name, const char *const *names) {
  for (int i = 0; names[i]; i++)
    if (strcmp(name, names[i]) == 0) return i;
  fail("no such name: %.40s", name);
  return -1;
}

static size_t width_of(const Value *matrix) {
  if (matrix->count == 0 || matrix->first->kind != ARRAY || matrix->first->count == 0) fail("a matrix is empty");
  return matrix->first->count;
}

static const char *const quantities[] = {"cost", "outputs", "dW", "db", "dX", "Z", "A", "delta", NULL};
enum { COST, OUTPUTS, DW, DB, DX, Z, A, DELTA };

static void evaluate(const Value *question) {
  const Value *problem = get(question, "problem", OBJECT), *list = get(problem, "layers", ARRAY);
  const Value *inputs = get(problem, "inputs", ARRAY), *want = get(question, "want", ARRAY);
  Loss loss = (Loss)index_of(get(problem, "loss", STRING)->string, losses);
  Reduction reduction = (Reduction)index_of(get(problem, "reduction", STRING)->string, reductions);
  size_t L = list->count, m = width_of(inputs), before = inputs->count;
  if (L == 0) fail("no layers");
  double *X = matrix_of(inputs, before, m);

  Layer *layers = allocate(L, sizeof(Layer)), *layer = layers;
  for (const Value *value = list->first; value; value = value->next, layer++) {
    const Value *biases = get(value, "biases", ARRAY), *alpha = find(value, "alpha");
    size_t n = layer->n = biases->count;
    if (n == 0) fail("a layer is empty");
    layer->before = before;
    layer->activation = (Activation)index_of(get(value, "activation", STRING)->string, activations);
    if (layer->activation == SOFTMAX && value->next) fail("softmax stands before the output");
    layer->alpha = alpha && alpha->kind == NUMBER ? alpha->number : 0;
    layer->W = matrix_of(get(value, "weights", ARRAY), n, before);
    layer->b = vector_of(biases, n);
    layer->Z = new_matrix(n, m);
    layer->A = new_matrix(n, m);
    layer->delta = new_matrix(n, m);
    layer->dW = new_matrix(n, before);
    layer->db = new_matrix(n, 1);
    layer->dV = new_matrix(before, m);
    before = n;
  }
  Layer *output = &layers[L - 1];
  double *Y = matrix_of(get(problem, "targets", ARRAY), output->n, m);

  for (size_t l = 0; l < L; l++) forward(&layers[l], l ? layers[l - 1].A : X, m);
  output_delta(output, Y, m, loss, reduction);
  for (size_t l = L; l-- > 0;) {
    backward(&layers[l], l ? layers[l - 1].A : X, m);
    if (l == 0) break;
    Layer *below = &layers[l - 1];
    for (size_t k = 0; k < below->n * m; k++) below->delta[k] = layers[l].dV[k] * slope(below, below->Z[k]); /* BP2 */
  }

  /* Nothing is printed before all names are known: half an answer would be worse than an error. */
  for (const Value *name = want->first; name; name = name->next)
    index_of(name->kind == STRING ? name->string : "", quantities);
  printf("{\"seq\":%d,\"status\":\"ok\"", seq);
  for (const Value *name = want->first; name; name = name->next) {
    int quantity = index_of(name->string, quantities);
    printf(",\"%s\":", name->string);
    if (quantity == COST) print_number(cost(output, Y, m, loss, reduction));
    if (quantity == OUTPUTS) print_matrix(output->A, output->n, m);
    if (quantity == DX) print_matrix(layers[0].dV, layers[0].before, m);
    if (quantity == COST || quantity == OUTPUTS || quantity == DX) continue;
    putchar('[');
    for (layer = layers; layer < layers + L; layer++) {
      if (quantity == A && layer == output) break; /* of the hidden layers only */
      if (layer != layers) putchar(',');
      if (quantity == DW) print_matrix(layer->dW, layer->n, layer->before);
      if (quantity == DB) print_vector(layer->db, layer->n);
      if (quantity == Z) print_matrix(layer->Z, layer->n, m);
      if (quantity == A) print_matrix(layer->A, layer->n, m);
      if (quantity == DELTA) print_matrix(layer->delta, layer->n, m);
    }
    putchar(']');
  }
  printf("}\n");
}

/* Returns 1 after bye. */
static int answer(const char *line) {
  seq = -1;
  Value *question = read_line(line);
  double number = get(question, "seq", NUMBER)->number;
  if (!(number >= 0 && number <= 2147483647)) fail("no such seq");
  seq = (int)number;
  const char *command = get(question, "cmd", STRING)->string;
  if (strcmp(command, "hello") == 0) {
    printf("{\"seq\":%d,\"status\":\"ok\",\"protocol\":\"nnverify-worker-1\",\"name\":\"c\",\"language\":\"C\","
           "\"quantities\":[\"cost\",\"outputs\",\"dW\",\"db\",\"dX\",\"Z\",\"A\",\"delta\"]}\n", seq);
  } else if (strcmp(command, "echo") == 0) {
    const Value *numbers = get(question, "numbers", ARRAY);
    double *x = vector_of(numbers, numbers->count);
    printf("{\"seq\":%d,\"status\":\"ok\",\"numbers\":", seq);
    print_vector(x, numbers->count);
    printf("}\n");
  } else if (strcmp(command, "evaluate") == 0) {
    evaluate(question);
  } else if (strcmp(command, "bye") == 0) {
    printf("{\"seq\":%d,\"status\":\"ok\"}\n", seq);
    return 1;
  } else {
    fail("no such command: %.40s", command);
  }
  return 0;
}

static int answer_or_error(const char *line) {
  if (setjmp(failed) == 0) return answer(line);
  printf("{\"seq\":%d,\"status\":\"error\",\"message\":", seq); /* fail was called */
  print_string(message);
  printf("}\n");
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
    line[length++] = character ? (char)character : '?'; /* JSON has no '\0', and it would end the line here */
  }
  if (character == EOF && length == 0) return NULL;
  if (!line) line = calloc(capacity = 4096, 1);
  if (!line) exit(1);
  line[length] = 0;
  return line;
}

int main(void) {
  char *line;
  while ((line = next_line())) {
    int last = answer_or_error(line);
    fflush(stdout); /* without this the answer stays in a buffer, and nnverify waits in vain */
    free_all();
    if (last) break;
  }
  return 0;
}
