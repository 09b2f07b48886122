// A worker for nnverify in plain C99: a dense network with its cost and gradient, and the protocol around it (docs/worker-protocol.md).
//
//     cc -O2 -o worker worker.c -lm && nnverify check --against ./worker
//
// Part 1 is the network and knows nothing of JSON. To wrap your own network, replace part 1 and keep the rest:
//
//     1. the network      activations, losses, forward, backward
//     2. the JSON reader  one line of text to a tree of values
//     3. the bridge       a tree to a network, a network to an answer
//     4. the loop         one line in, one line out

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

// ---------------------------------------------------------------------------------------------------------------------------------
// 1. The network. Matrices are stored row after row. X, Y, Z, A and delta have a row per neuron and a column per case; W has a row per
//    neuron of its layer and a column per neuron of the layer before it.

typedef enum { LINEAR, SIGMOID, TANH, RELU, LEAKY_RELU, ELU, SOFTPLUS, SILU, GELU, SOFTMAX, ACTIVATIONS } Activation;
typedef enum { SQUARED_ERROR, BINARY_CROSS_ENTROPY, CATEGORICAL_CROSS_ENTROPY, LOSSES } Loss;
typedef enum { MEAN, SUM, REDUCTIONS } Reduction;

typedef struct {
    size_t inputs, neurons;
    Activation activation;
    double alpha;                       // of leaky_relu and elu
    double *W, *b, *Z, *A;
    double *dW, *db, *delta;            // derivatives of the cost by W, b and Z
} Layer;

typedef struct {
    size_t depth, cases;
    Layer *layers;
    Loss loss;
    Reduction reduction;
    double *X, *Y, *dX;
    double cost;
    double *memory;                     // all numbers of the network, in one piece
} Network;

// Each form below is the one that neither overflows nor cancels, however large z is.

static double sigmoid(double z) {
    if (z >= 0) return 1 / (1 + exp(-z));
    double e = exp(z);
    return e / (1 + e);
}

static double softplus(double z) { return (z > 0 ? z : 0) + log1p(exp(-fabs(z))); }

static double normal_distribution(double z) { return 0.5 * erfc(-z * 0.70710678118654752440); }      // 1/sqrt(2)

static double normal_density(double z) { return 0.39894228040143267794 * exp(-0.5 * z * z); }        // 1/sqrt(2 pi)

static double activate(const Layer *layer, double z) {
    switch (layer->activation) {
        case SIGMOID:    return sigmoid(z);
        case TANH:       return tanh(z);
        case RELU:       return z <= 0 ? 0 : z;                 // not z > 0 ? z : 0, which would hide a NaN
        case LEAKY_RELU: return z > 0 ? z : layer->alpha * z;
        case ELU:        return z > 0 ? z : layer->alpha * expm1(z);
        case SOFTPLUS:   return softplus(z);
        case SILU:       return z * sigmoid(z);
        case GELU:       return z * normal_distribution(z);
        default:         return z;
    }
}

static double slope(const Layer *layer, double z) {
    switch (layer->activation) {
        case SIGMOID:    return sigmoid(z) * sigmoid(-z);       // a(1-a), without the cancellation in 1-a
        case TANH:       return 1 / (cosh(z) * cosh(z));        // 1-a^2, likewise
        case RELU:       return z > 0 ? 1 : 0;
        case LEAKY_RELU: return z > 0 ? 1 : layer->alpha;
        case ELU:        return z > 0 ? 1 : layer->alpha * exp(z);
        case SOFTPLUS:   return sigmoid(z);
        case SILU:       return sigmoid(z) * (1 + z * sigmoid(-z));
        case GELU:       return normal_distribution(z) + z * normal_density(z);
        default:         return 1;
    }
}

static size_t largest(const double *z, size_t neurons, size_t m) {
    size_t top = 0;
    for (size_t j = 1; j < neurons; j++)
        if (z[j * m] > z[top * m]) top = j;
    return top;
}

// A column of Z to a column of A. The largest z is subtracted first: the quotient is the same and nothing overflows.
static void softmax(const double *z, double *a, size_t neurons, size_t m) {
    double top = z[largest(z, neurons, m) * m], total = 0;
    for (size_t j = 0; j < neurons; j++) total += a[j * m] = exp(z[j * m] - top);
    for (size_t j = 0; j < neurons; j++) a[j * m] /= total;
}

static void forward(Network *net) {
    size_t m = net->cases;
    const double *input = net->X;
    for (size_t l = 0; l < net->depth; l++) {
        Layer *layer = &net->layers[l];
        for (size_t j = 0; j < layer->neurons; j++) {
            double *z = layer->Z + j * m;
            for (size_t c = 0; c < m; c++) z[c] = layer->b[j];
            for (size_t i = 0; i < layer->inputs; i++)
                for (size_t c = 0; c < m; c++) z[c] += layer->W[j * layer->inputs + i] * input[i * m + c];
        }
        if (layer->activation == SOFTMAX)
            for (size_t c = 0; c < m; c++) softmax(layer->Z + c, layer->A + c, layer->neurons, m);
        else
            for (size_t k = 0; k < layer->neurons * m; k++) layer->A[k] = activate(layer, layer->Z[k]);
        input = layer->A;
    }
}

// The loss of one case, and its derivative by the column z of the output layer. The cross-entropies are computed from z and not from a:
// log(a) is -inf as soon as a is rounded to 0. The columns a, y and delta belong to the same case.
static double case_loss(const Layer *output, Loss loss, const double *z, const double *a, const double *y, double *delta, size_t m) {
    size_t n = output->neurons;
    double value = 0;

    if (loss == BINARY_CROSS_ENTROPY) {                         // softplus(z) - y z, as two terms that do not cancel
        for (size_t j = 0; j < n * m; j += m) {
            value += (1 - y[j]) * softplus(z[j]) + y[j] * softplus(-z[j]);
            delta[j] = a[j] - y[j];
        }
        return value;
    }

    if (loss == CATEGORICAL_CROSS_ENTROPY) {                    // sum(y) logsumexp(z) - sum(y z), where y may sum to anything
        size_t top = largest(z, n, m) * m;
        double others = 0, sum = 0;
        for (size_t j = 0; j < n * m; j += m) {
            if (j != top) others += exp(z[j] - z[top]);
            sum += y[j];
        }
        double logarithm = log1p(others);                       // logsumexp(z) - z[top]
        for (size_t j = 0; j < n * m; j += m) {
            if (y[j] != 0) value += y[j] * ((z[top] - z[j]) + logarithm);
            delta[j] = a[j] * sum - y[j];
        }
        return value;
    }

    for (size_t j = 0; j < n * m; j += m) {                     // squared error: first the derivative by a ...
        double difference = a[j] - y[j];
        value += 0.5 * difference * difference;
        delta[j] = difference;
    }
    if (output->activation == SOFTMAX) {                        // ... then by z: each z of a softmax moves each a
        double mixed = 0;
        for (size_t j = 0; j < n * m; j += m) mixed += a[j] * delta[j];
        for (size_t j = 0; j < n * m; j += m) delta[j] = a[j] * (delta[j] - mixed);
    } else {
        for (size_t j = 0; j < n * m; j += m) delta[j] *= slope(output, z[j]);
    }
    return value;
}

static void backward(Network *net) {
    size_t m = net->cases;
    Layer *output = &net->layers[net->depth - 1];
    double divisor = net->reduction == MEAN ? (double)m : 1;

    net->cost = 0;
    for (size_t c = 0; c < m; c++)
        net->cost += case_loss(output, net->loss, output->Z + c, output->A + c, net->Y + c, output->delta + c, m);
    net->cost /= divisor;
    for (size_t k = 0; k < output->neurons * m; k++) output->delta[k] /= divisor;

    for (size_t l = net->depth; l-- > 0;) {
        Layer *layer = &net->layers[l], *before = l > 0 ? layer - 1 : NULL;
        const double *input = before ? before->A : net->X;
        double *back = before ? before->delta : net->dX;

        for (size_t i = 0; i < layer->inputs * m; i++) back[i] = 0;
        for (size_t j = 0; j < layer->neurons; j++) {
            const double *delta = layer->delta + j * m;
            layer->db[j] = 0;
            for (size_t c = 0; c < m; c++) layer->db[j] += delta[c];
            for (size_t i = 0; i < layer->inputs; i++) {
                size_t w = j * layer->inputs + i;
                layer->dW[w] = 0;
                for (size_t c = 0; c < m; c++) {
                    layer->dW[w] += delta[c] * input[i * m + c];
                    back[i * m + c] += layer->W[w] * delta[c];
                }
            }
        }
        if (before)
            for (size_t k = 0; k < before->neurons * m; k++) back[k] *= slope(before, before->Z[k]);
    }
}

// ---------------------------------------------------------------------------------------------------------------------------------
// 2. The JSON reader. Values lie in one array, which is used again for each line; they refer to each other by index, 0 being none.

typedef enum { NOTHING, LITERAL, NUMBER, STRING, ARRAY, OBJECT } Type;

typedef struct {
    Type type;
    double number;
    const char *text;                   // of a string, unescaped, not ended by a zero
    size_t length;                      // of a string
    size_t key;                         // of a member of an object: the string before the colon
    size_t first, next, count;          // children
} Value;

typedef struct {
    char *at, *end;                     // what is left of the line; *end is zero
    const char *error;
    Value *values;
    size_t used, room;
} Reader;

enum { MAX_NESTING = 64 };

static const Value nothing = {.type = NOTHING};

static size_t fail(Reader *r, const char *message) {
    if (!r->error) r->error = message;
    return 0;
}

static void skip_space(Reader *r) {
    while (r->at < r->end && (*r->at == ' ' || *r->at == '\t' || *r->at == '\r' || *r->at == '\n')) r->at++;
}

static bool take(Reader *r, char c) {
    if (r->at >= r->end || *r->at != c) return false;
    r->at++;
    return true;
}

static size_t new_value(Reader *r, Type type) {
    if (r->used >= r->room) {
        size_t room = r->room ? 2 * r->room : 1024;
        Value *values = room <= SIZE_MAX / sizeof(Value) ? realloc(r->values, room * sizeof(Value)) : NULL;
        if (!values) return fail(r, "out of memory");
        r->values = values;
        r->room = room;
    }
    r->values[r->used] = (Value){.type = type};
    return r->used++;
}

static bool take_digits(Reader *r) {
    char *start = r->at;
    while (r->at < r->end && *r->at >= '0' && *r->at <= '9') r->at++;
    return r->at > start;
}

static size_t read_number(Reader *r) {
    char *start = r->at;
    take(r, '-');
    if (!take(r, '0') && !take_digits(r)) return fail(r, "malformed JSON: a value was expected");
    if (take(r, '.') && !take_digits(r)) return fail(r, "malformed JSON: digits were expected");
    if (take(r, 'e') || take(r, 'E')) {
        if (!take(r, '+')) take(r, '-');
        if (!take_digits(r)) return fail(r, "malformed JSON: digits were expected");
    }
    size_t v = new_value(r, NUMBER);
    if (v) r->values[v].number = strtod(start, NULL);
    return v;
}

static bool take_hex4(Reader *r, unsigned *code) {
    if (r->end - r->at < 4) return false;
    *code = 0;
    for (int k = 0; k < 4; k++) {
        char c = *r->at++;
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0) return false;
        *code = *code * 16 + (unsigned)digit;
    }
    return true;
}

// Unescapes in place: what an escape stands for is never longer than the escape.
static size_t read_string(Reader *r) {
    char *start = r->at, *out = r->at;
    while (r->at < r->end) {
        unsigned char c = (unsigned char)*r->at++;
        if (c == '"') {
            size_t v = new_value(r, STRING);
            if (!v) return 0;
            r->values[v].text = start;
            r->values[v].length = (size_t)(out - start);
            return v;
        }
        if (c < 0x20) return fail(r, "malformed JSON: a control character in a string");
        if (c != '\\') {
            *out++ = (char)c;
            continue;
        }
        if (r->at == r->end) break;
        c = (unsigned char)*r->at++;
        const char *escape = c ? strchr("\"\"\\\\//b\bf\fn\nr\rt\t", c) : NULL;      // pairs: the letter, what it stands for
        if (c == 'u') {
            unsigned code, low;
            if (!take_hex4(r, &code)) return fail(r, "malformed JSON: four hexadecimal digits were expected");
            if (code >= 0xD800 && code < 0xDC00 && r->end - r->at >= 6 && r->at[0] == '\\' && r->at[1] == 'u') {
                r->at += 2;
                if (!take_hex4(r, &low)) return fail(r, "malformed JSON: four hexadecimal digits were expected");
                if (low < 0xDC00 || low > 0xDFFF) return fail(r, "malformed JSON: half a surrogate pair");
                code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
            } else if (code >= 0xD800 && code < 0xE000) {
                return fail(r, "malformed JSON: half a surrogate pair");
            }
            if (code < 0x80) {
                *out++ = (char)code;
            } else if (code < 0x800) {
                *out++ = (char)(0xC0 | code >> 6);
                *out++ = (char)(0x80 | (code & 63));
            } else if (code < 0x10000) {
                *out++ = (char)(0xE0 | code >> 12);
                *out++ = (char)(0x80 | (code >> 6 & 63));
                *out++ = (char)(0x80 | (code & 63));
            } else {
                *out++ = (char)(0xF0 | code >> 18);
                *out++ = (char)(0x80 | (code >> 12 & 63));
                *out++ = (char)(0x80 | (code >> 6 & 63));
                *out++ = (char)(0x80 | (code & 63));
            }
        } else if (escape && c >= 0x20) {
            *out++ = escape[1];
        } else {
            return fail(r, "malformed JSON: an unknown escape");
        }
    }
    return fail(r, "malformed JSON: a string without end");
}

static size_t read_value(Reader *r, int depth) {
    skip_space(r);
    if (depth > MAX_NESTING) return fail(r, "nested too deeply");
    if (take(r, '"')) return read_string(r);

    static const char *const literals[] = {"true", "false", "null"};
    for (int k = 0; k < 3; k++) {
        size_t length = strlen(literals[k]);
        if ((size_t)(r->end - r->at) >= length && memcmp(r->at, literals[k], length) == 0) {
            r->at += length;
            return new_value(r, LITERAL);
        }
    }

    bool object = take(r, '{');
    if (!object && !take(r, '[')) return read_number(r);
    char close = object ? '}' : ']';
    size_t parent = new_value(r, object ? OBJECT : ARRAY), last = 0, key = 0;
    if (!parent) return 0;
    skip_space(r);
    if (take(r, close)) return parent;
    for (;;) {
        if (object) {
            skip_space(r);
            if (!take(r, '"')) return fail(r, "malformed JSON: a key was expected");
            if (!(key = read_string(r))) return 0;
            skip_space(r);
            if (!take(r, ':')) return fail(r, "malformed JSON: a colon was expected");
        }
        size_t child = read_value(r, depth + 1);
        if (!child) return 0;
        r->values[child].key = key;
        if (last) r->values[last].next = child;
        else r->values[parent].first = child;
        last = child;
        r->values[parent].count++;
        skip_space(r);
        if (take(r, close)) return parent;
        if (!take(r, ',')) return fail(r, "malformed JSON: a comma or the end of an array or object was expected");
    }
}

// The index of the value in the line, or 0 and r->error.
static size_t read_line_as_json(Reader *r, char *line, size_t length) {
    r->at = line;
    r->end = line + length;
    r->error = NULL;
    r->used = 1;                        // 0 is none
    size_t value = read_value(r, 0);
    skip_space(r);
    if (value && r->at < r->end) return fail(r, "malformed JSON: something after the end");
    return value;
}

static bool is_text(const Value *v, const char *text) {
    return v->type == STRING && v->length == strlen(text) && memcmp(v->text, text, v->length) == 0;
}

// A member of an object, or nothing; v need not be an object. Members that nobody asks for are ignored.
static const Value *get(const Reader *r, const Value *v, const char *key) {
    if (v->type == OBJECT)
        for (size_t k = v->first; k; k = r->values[k].next)
            if (is_text(&r->values[r->values[k].key], key)) return &r->values[k];
    return &nothing;
}

// ---------------------------------------------------------------------------------------------------------------------------------
// 3. The bridge. Functions that can fail return what is wrong, or NULL.

static const char *const activation_names[] = {"linear", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "softplus", "silu", "gelu", "softmax"};
static const char *const loss_names[] = {"squared_error", "binary_cross_entropy", "categorical_cross_entropy"};
static const char *const reduction_names[] = {"mean", "sum"};

static const size_t MAX_NUMBERS = (size_t)1 << 28;              // in one network with all its results: 2 GiB

static int find_name(const Value *v, const char *const *names, int count) {
    for (int k = 0; k < count; k++)
        if (is_text(v, names[k])) return k;
    return -1;
}

static bool read_vector(const Reader *r, const Value *v, size_t n, double *out) {
    if (v->type != ARRAY || v->count != n) return false;
    for (size_t k = v->first; k; k = r->values[k].next) {
        if (r->values[k].type != NUMBER) return false;
        *out++ = r->values[k].number;
    }
    return true;
}

static bool read_matrix(const Reader *r, const Value *v, size_t rows, size_t columns, double *out) {
    if (v->type != ARRAY || v->count != rows) return false;
    for (size_t k = v->first; k; k = r->values[k].next, out += columns)
        if (!read_vector(r, &r->values[k], columns, out)) return false;
    return true;
}

// Adds rows x columns to the total, unless that were too much.
static bool add_size(size_t *total, size_t rows, size_t columns) {
    if (rows == 0 || columns == 0 || rows > (MAX_NUMBERS - *total) / columns) return false;
    *total += rows * columns;
    return true;
}

static double *carve(double **memory, size_t count) {
    double *piece = *memory;
    *memory += count;
    return piece;
}

static void free_network(Network *net) {
    free(net->layers);
    free(net->memory);
}

static const char *read_network(const Reader *r, const Value *problem, Network *net) {
    const Value *layers = get(r, problem, "layers"), *inputs = get(r, problem, "inputs"), *targets = get(r, problem, "targets");
    int loss = find_name(get(r, problem, "loss"), loss_names, LOSSES);
    int reduction = find_name(get(r, problem, "reduction"), reduction_names, REDUCTIONS);
    if (layers->type != ARRAY || layers->count == 0) return "layers: not an array of layers";
    if (inputs->type != ARRAY || inputs->count == 0) return "inputs: not an array of rows";
    if (loss < 0) return "loss: missing or unknown";
    if (reduction < 0) return "reduction: missing or unknown";

    net->loss = (Loss)loss;
    net->reduction = (Reduction)reduction;
    net->depth = layers->count;
    net->cases = r->values[inputs->first].count;
    net->layers = calloc(net->depth, sizeof(Layer));
    if (!net->layers) return "out of memory";

    // How wide each layer is, and how much room all of it takes.
    size_t total = 0, width = inputs->count, l = 0;
    bool fits = add_size(&total, 2 * width, net->cases);                                // X, dX
    for (size_t k = layers->first; k; k = r->values[k].next, l++) {
        const Value *v = &r->values[k], *alpha = get(r, v, "alpha");
        Layer *layer = &net->layers[l];
        int activation = find_name(get(r, v, "activation"), activation_names, ACTIVATIONS);
        if (activation < 0) return "activation: missing or unknown";
        layer->activation = (Activation)activation;
        if (activation == SOFTMAX && l + 1 < net->depth) return "activation: softmax is for the output layer";
        if ((activation == LEAKY_RELU || activation == ELU) && alpha->type != NUMBER) return "alpha: not a number";
        layer->alpha = alpha->number;
        layer->inputs = width;
        layer->neurons = width = get(r, v, "biases")->count;
        fits = fits && add_size(&total, 2 * width, layer->inputs) && add_size(&total, 2, width)     // W, dW; b, db
            && add_size(&total, 3 * width, net->cases);                                             // Z, A, delta
    }
    fits = fits && add_size(&total, width, net->cases);                                 // Y
    if (!fits) return "no neurons, no cases, or too many of them";
    Activation last = net->layers[net->depth - 1].activation;
    if (net->loss == BINARY_CROSS_ENTROPY && last != SIGMOID) return "loss: binary_cross_entropy is for sigmoid";
    if (net->loss == CATEGORICAL_CROSS_ENTROPY && last != SOFTMAX) return "loss: categorical_cross_entropy is for softmax";

    double *memory = net->memory = malloc(total * sizeof(double));
    if (!memory) return "out of memory";
    net->X = carve(&memory, inputs->count * net->cases);
    net->dX = carve(&memory, inputs->count * net->cases);
    net->Y = carve(&memory, width * net->cases);
    if (!read_matrix(r, inputs, inputs->count, net->cases, net->X)) return "inputs: not a matrix of numbers";
    if (!read_matrix(r, targets, width, net->cases, net->Y)) return "targets: not a matrix of numbers, outputs x cases";

    l = 0;
    for (size_t k = layers->first; k; k = r->values[k].next, l++) {
        Layer *layer = &net->layers[l];
        size_t n = layer->neurons;
        layer->W = carve(&memory, n * layer->inputs);
        layer->dW = carve(&memory, n * layer->inputs);
        layer->b = carve(&memory, n);
        layer->db = carve(&memory, n);
        layer->Z = carve(&memory, n * net->cases);
        layer->A = carve(&memory, n * net->cases);
        layer->delta = carve(&memory, n * net->cases);
        if (!read_matrix(r, get(r, &r->values[k], "weights"), n, layer->inputs, layer->W)) return "weights: not a matrix of numbers, neurons x inputs";
        if (!read_vector(r, get(r, &r->values[k], "biases"), n, layer->b)) return "biases: not an array of numbers";
    }
    return NULL;
}

// 17 significant digits bring the same number back. JSON knows no infinities: those are strings.
static void write_number(double x) {
    if (isnan(x)) fputs("\"nan\"", stdout);
    else if (isinf(x)) fputs(x > 0 ? "\"inf\"" : "\"-inf\"", stdout);
    else if (x == 0 && signbit(x)) fputs("-0.0", stdout);       // "-0" is an integer to many readers, and 0
    else printf("%.17g", x);
}

static void write_vector(const double *x, size_t n) {
    putchar('[');
    for (size_t k = 0; k < n; k++) {
        if (k) putchar(',');
        write_number(x[k]);
    }
    putchar(']');
}

static void write_matrix(const double *x, size_t rows, size_t columns) {
    putchar('[');
    for (size_t k = 0; k < rows; k++) {
        if (k) putchar(',');
        write_vector(x + k * columns, columns);
    }
    putchar(']');
}

static void write_quantity(const Network *net, const char *name) {
    const Layer *output = &net->layers[net->depth - 1];
    printf(",\"%s\":", name);
    if (strcmp(name, "cost") == 0) {
        write_number(net->cost);
    } else if (strcmp(name, "outputs") == 0) {
        write_matrix(output->A, output->neurons, net->cases);
    } else if (strcmp(name, "dX") == 0) {
        write_matrix(net->dX, net->layers[0].inputs, net->cases);
    } else {                                                                            // an array with an entry per layer
        size_t depth = strcmp(name, "A") == 0 ? net->depth - 1 : net->depth;
        putchar('[');
        for (size_t l = 0; l < depth; l++) {
            const Layer *layer = &net->layers[l];
            if (l) putchar(',');
            if (strcmp(name, "dW") == 0) write_matrix(layer->dW, layer->neurons, layer->inputs);
            else if (strcmp(name, "db") == 0) write_vector(layer->db, layer->neurons);
            else if (strcmp(name, "Z") == 0) write_matrix(layer->Z, layer->neurons, net->cases);
            else if (strcmp(name, "A") == 0) write_matrix(layer->A, layer->neurons, net->cases);
            else write_matrix(layer->delta, layer->neurons, net->cases);
        }
        putchar(']');
    }
}

// ---------------------------------------------------------------------------------------------------------------------------------
// 4. The loop.

static const char *const quantities[] = {"cost", "outputs", "dW", "db", "dX", "Z", "A", "delta"};
enum { QUANTITIES = 8 };

static void begin_answer(double seq, const char *status) { printf("{\"seq\":%.0f,\"status\":\"%s\"", seq, status); }

static void write_names(const char *key, const char *const *names, int count) {
    printf(",\"%s\":[", key);
    for (int k = 0; k < count; k++) printf(k ? ",\"%s\"" : "\"%s\"", names[k]);
    putchar(']');
}

static const char *answer_hello(double seq) {
    begin_answer(seq, "ok");
    fputs(",\"protocol\":\"nnverify-worker-1\",\"kind\":\"network\",\"name\":\"c\",\"version\":\"1\",\"language\":\"C\"", stdout);
    fputs(",\"precision\":\"binary64\",\"format\":\"decimal\"", stdout);
    write_names("activations", activation_names, ACTIVATIONS);
    write_names("losses", loss_names, LOSSES);
    write_names("reductions", reduction_names, REDUCTIONS);
    write_names("quantities", quantities, QUANTITIES);
    return NULL;
}

static const char *answer_echo(const Reader *r, const Value *question, double seq) {
    const Value *numbers = get(r, question, "numbers");
    if (numbers->type != ARRAY) return "numbers: not an array";
    for (size_t k = numbers->first; k; k = r->values[k].next)
        if (r->values[k].type != NUMBER) return "numbers: not all are numbers";
    begin_answer(seq, "ok");
    fputs(",\"numbers\":[", stdout);
    for (size_t k = numbers->first; k; k = r->values[k].next) {
        if (k != numbers->first) putchar(',');
        write_number(r->values[k].number);
    }
    putchar(']');
    return NULL;
}

static const char *answer_evaluate(const Reader *r, const Value *question, double seq) {
    const Value *want = get(r, question, "want");
    bool wanted[QUANTITIES] = {false};
    if (want->type != ARRAY) return "want: not an array";
    for (size_t k = want->first; k; k = r->values[k].next) {
        int quantity = find_name(&r->values[k], quantities, QUANTITIES);
        if (quantity < 0) return "want: unknown quantity";
        wanted[quantity] = true;
    }

    Network net = {0};
    const char *error = read_network(r, get(r, question, "problem"), &net);
    if (!error) {
        forward(&net);
        backward(&net);
        begin_answer(seq, "ok");
        for (int k = 0; k < QUANTITIES; k++)
            if (wanted[k]) write_quantity(&net, quantities[k]);
    }
    free_network(&net);
    return error;
}

static const char *answer_bye(double seq, bool *done) {
    begin_answer(seq, "ok");
    *done = true;
    return NULL;
}

// One line of any length, without its end. NULL at the end of the input.
static char *read_line(char **buffer, size_t *room, size_t *length) {
    int c;
    *length = 0;
    while ((c = getchar()) != EOF) {
        if (*length + 1 >= *room) {
            size_t larger = *room ? 2 * *room : 4096;
            char *grown = realloc(*buffer, larger);
            if (!grown) {
                fputs("out of memory\n", stderr);
                exit(1);
            }
            *buffer = grown;
            *room = larger;
        }
        if (c == '\n') break;
        (*buffer)[(*length)++] = (char)c;
    }
    if (c == EOF && *length == 0) return NULL;
    (*buffer)[*length] = 0;
    return *buffer;
}

int main(void) {
    Reader reader = {0};
    char *buffer = NULL, *line;
    size_t room = 0, length;
    double seq = -1;
    bool done = false;

    while (!done && (line = read_line(&buffer, &room, &length))) {
        size_t root = read_line_as_json(&reader, line, length);
        const Value *question = root ? &reader.values[root] : &nothing;
        const Value *number = get(&reader, question, "seq"), *cmd = get(&reader, question, "cmd");

        // seq counts the questions: where a line is so broken that it has none, it is the next one.
        bool counts = number->type == NUMBER && number->number >= 0 && number->number <= 9007199254740992.0 && floor(number->number) == number->number;
        seq = counts ? number->number : seq + 1;

        const char *error;
        if (reader.error) error = reader.error;
        else if (question->type != OBJECT) error = "not a JSON object";
        else if (!counts) error = "seq: not a whole number";
        else if (is_text(cmd, "hello")) error = answer_hello(seq);
        else if (is_text(cmd, "echo")) error = answer_echo(&reader, question, seq);
        else if (is_text(cmd, "evaluate")) error = answer_evaluate(&reader, question, seq);
        else if (is_text(cmd, "bye")) error = answer_bye(seq, &done);
        else error = "cmd: missing or unknown";

        if (error) {                                            // no message holds a character that JSON would have escaped
            begin_answer(seq, "error");
            printf(",\"message\":\"%s\"", error);
        }
        puts("}");
        fflush(stdout);                                         // or nnverify waits for a line that lies in a buffer
    }
    free(reader.values);
    free(buffer);
    return 0;
}
