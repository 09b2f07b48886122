#!/usr/bin/env python3
"""Writes fixtures/real/*.json: networks on real data with expected values from mpmath, none from this package.

    python3 Scripts/real_cases.py           write the files; then `nnverify fixtures regenerate` proves the answers anew
    python3 Scripts/real_cases.py --check   compare them with what is stored, proofs aside; exit 1 if any differs

Needs mpmath (1.3.0 was used). Weights come from a linear congruential generator, as short decimals; every number of a
problem is the binary64 nearest to its decimal, and the computation starts from exactly that binary64. Each equation is
written in a form that keeps its relative precision where sigmoids saturate. Cost, outputs and gradients carry 60
digits; 25 are stored. A sample of the gradients is checked against central differences of the cost at 300 digits.
"""

import csv
import json
import re
import sys
from decimal import Decimal
from pathlib import Path

import mpmath
from mpmath import mp, mpf

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "Sources/Verification/Generation/RealData/Data"
DIGITS, PRINTED, CHECKED = 60, 25, 300


# ---- Activations: g and g′, the output δ and the cost per case ------------------------------------------------------

def sigmoid(z):
    return 1 / (1 + mp.exp(-z))


def normal(z):
    """Φ and φ, distribution and density of the standard normal."""
    return mp.erfc(-z / mp.sqrt(2)) / 2, mp.exp(-z * z / 2) / mp.sqrt(2 * mp.pi)


def softplus(z):
    return mp.log1p(mp.exp(z))


ACTIVATIONS = {  # name: (g(z, α), g′(z, α))
    "sigmoid": (lambda z, _: sigmoid(z), lambda z, _: sigmoid(z) * sigmoid(-z)),
    "tanh": (lambda z, _: mp.tanh(z), lambda z, _: mp.sech(z) ** 2),
    "relu": (lambda z, _: max(z, mpf(0)), lambda z, _: mpf(z > 0)),
    "leaky_relu": (lambda z, alpha: z if z > 0 else alpha * z, lambda z, alpha: mpf(1) if z > 0 else alpha),
    "elu": (
        lambda z, alpha: z if z > 0 else alpha * mp.expm1(z), lambda z, alpha: mpf(1) if z > 0 else alpha * mp.exp(z)),
    "softplus": (lambda z, _: softplus(z), lambda z, _: sigmoid(z)),
    "silu": (lambda z, _: z * sigmoid(z), lambda z, _: sigmoid(z) * (1 + z * sigmoid(-z))),
    "gelu": (lambda z, _: z * normal(z)[0], lambda z, _: normal(z)[0] + z * normal(z)[1]),
}
KINKED = ("relu", "leaky_relu", "elu")


def output_and_cost(loss, z, y):
    """v, e and ∂e/∂z of one case, from the output layer's pre-activations."""
    if loss == "binary_cross_entropy":
        v = [sigmoid(zj) for zj in z]
        e = sum(yj * softplus(-zj) + (1 - yj) * softplus(zj) for zj, yj in zip(z, y))
        return v, e, [(1 - yj) * sigmoid(zj) - yj * sigmoid(-zj) for zj, yj in zip(z, y)]
    assert loss == "categorical_cross_entropy"
    v = [1 / sum(mp.exp(zk - zj) for zk in z) for zj in z]
    e = -sum(yj * mp.log(vj) for yj, vj in zip(y, v))
    return v, e, [vj * sum(y) - yj for vj, yj in zip(v, y)]


# ---- The network, one case at a time --------------------------------------------------------------------------------

def forward(layers, x, y, loss, shift=None):
    """Z, A and e of one case. `shift` = (l, j, h) adds h to z of neuron j in layer l, for a numeric δ."""
    Z, A = [], [x]
    for l, layer in enumerate(layers):
        z = [mp.fdot(row, A[-1]) + b for row, b in zip(layer["weights"], layer["biases"])]
        if shift and shift[0] == l:
            z[shift[1]] += shift[2]
        Z.append(z)
        if l + 1 < len(layers):
            A.append([ACTIVATIONS[layer["activation"]][0](zj, layer["alpha"]) for zj in z])
    v, e, delta = output_and_cost(loss, Z[-1], y)
    return Z, A + [v], e, delta


def evaluate(problem):
    """Everything an answer holds, by BP1 to BP4; 1/m of mean reduction included in every derivative."""
    layers, m = problem["layers"], len(problem["X"])
    scale = mpf(1) / m if problem["reduction"] == "mean" else mpf(1)
    cost, cases = mpf(0), []
    dW = [[[mpf(0)] * len(row) for row in layer["weights"]] for layer in layers]
    db = [[mpf(0)] * len(layer["biases"]) for layer in layers]
    for x, y in zip(problem["X"], problem["Y"]):
        Z, A, e, delta = forward(layers, x, y, problem["loss"])
        cost += scale * e
        delta = [scale * d for d in delta]
        deltas = [delta]
        for l in reversed(range(len(layers))):
            for j, d in enumerate(deltas[0]):
                db[l][j] += d
                for i, v in enumerate(A[l]):
                    dW[l][j][i] += d * v
            back = [mp.fdot(column, deltas[0]) for column in zip(*layers[l]["weights"])]
            if l > 0:
                slope, alpha = ACTIVATIONS[layers[l - 1]["activation"]][1], layers[l - 1]["alpha"]
                back = [b * slope(z, alpha) for b, z in zip(back, Z[l - 1])]
            deltas.insert(0, back)
        cases.append((Z, A, deltas))
    columns = lambda vectors: [list(row) for row in zip(*vectors)]
    depth = range(len(layers))
    return {
        "cost": cost,
        "outputs": columns([A[-1] for _, A, _ in cases]),
        "hidden_outputs": [columns([A[l] for _, A, _ in cases]) for l in depth[1:]],
        "preactivations": [columns([Z[l] for Z, _, _ in cases]) for l in depth],
        "deltas": [columns([deltas[l + 1] for _, _, deltas in cases]) for l in depth],
        "weight_gradients": dW,
        "bias_gradients": db,
        "input_gradient": columns([deltas[0] for _, _, deltas in cases]),
    }


# ---- Proof of the backward pass: central differences ----------------------------------------------------------------

def cost(problem, case=None, shift=None):
    """C; a shift of a pre-activation applies to one case only."""
    total = mpf(0)
    for c, (x, y) in enumerate(zip(problem["X"], problem["Y"])):
        total += forward(problem["layers"], x, y, problem["loss"], shift if c == case else None)[2]
    return total / len(problem["X"]) if problem["reduction"] == "mean" else total


def by_changing(problem, vector, i, h):
    """C(p + h) − C(p − h), where p is an entry of a row of the problem."""
    old, costs = vector[i], []
    for step in (h, -h):
        vector[i] = old + step
        costs.append(cost(problem))
    vector[i] = old
    return costs[0] - costs[1]


def check(name, problem, answer, rng, per_tensor=5):
    """Every sampled derivative agrees with (C(p + h) − C(p − h)) / 2h to 40 digits."""
    count = 0
    with mp.workdps(CHECKED):
        h = mpf(10) ** -60
        for l, layer in enumerate(problem["layers"]):
            rows, columns, m = len(layer["weights"]), len(layer["weights"][0]), len(problem["X"])
            samples = []
            for _ in range(per_tensor):
                j, i, c = rng(rows), rng(columns), rng(m)
                samples += [
                    (answer["weight_gradients"][l][j][i], by_changing(problem, layer["weights"][j], i, h)),
                    (answer["bias_gradients"][l][j], by_changing(problem, layer["biases"], j, h)),
                    (answer["deltas"][l][j][c], cost(problem, c, (l, j, h)) - cost(problem, c, (l, j, -h))),
                ]
                if l == 0:
                    samples.append((answer["input_gradient"][i][c], by_changing(problem, problem["X"][c], i, h)))
            for given, difference in samples:
                assert abs(difference / (2 * h) - given) <= mpf(10) ** -40 * abs(given), (name, l, given, difference)
                count += 1
    return count


# ---- Problems: data and weights -------------------------------------------------------------------------------------

def generator(seed):
    """Knuth's MMIX linear congruential generator; rng(n) is one of 0 … n − 1, from the upper bits."""
    state = seed

    def rng(n):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % n

    return rng


def rows_of(file, numbers):
    with open(DATA / file, newline="") as handle:
        table = list(csv.reader(handle))
    return [table[number] for number in numbers]  # row 0 is the heading


def standardised(rows, file, count):
    """(x − mean) / standard deviation over the whole data set, rounded to 3 decimals."""
    everything = rows_of(file, range(1, count + 1))
    result = [[] for _ in rows]
    for i in range(len(rows[0]) - 1):
        values = [mpf(row[i]) for row in everything]
        mean = mp.fsum(values) / count
        deviation = mp.sqrt(mp.fsum((v - mean) ** 2 for v in values) / count)
        for target, row in zip(result, rows):
            target.append(str(Decimal(int(mp.nint((mpf(row[i]) - mean) / deviation * 1000))) / 1000))
    return result


def network(rng, widths, activations, scales):
    """`scales[l][i]`, decimals: weights from input i of layer l are k·scale/1000 with k in −1000 … 1000."""
    layers = []
    for l, (activation, alpha) in enumerate(activations):
        draw = lambda scale: float(Decimal(rng(2001) - 1000) * Decimal(scale) / 1000)
        weights = [[draw(scale) for scale in scales[l]] for _ in range(widths[l + 1])]
        biases = [draw("0.5") for _ in range(widths[l + 1])]
        layers.append({"activation": activation, "alpha": alpha, "weights": weights, "biases": biases})
    return layers


UCI = "https://archive.ics.uci.edu/dataset/"
IRIS = {"file": "iris.csv", "title": "Iris", "author": "R. A. Fisher", "date": "1936", "url": UCI + "53/iris"}
CANCER = {
    "file": "breast_cancer_wisconsin.csv", "title": "Breast Cancer Wisconsin (Diagnostic)",
    "author": "W. H. Wolberg, W. N. Street, O. L. Mangasarian", "date": "1995",
    "url": UCI + "17/breast+cancer+wisconsin+diagnostic"}
OPTICAL = {
    "file": "digits_8x8_first500.csv", "title": "Optical Recognition of Handwritten Digits",
    "author": "E. Alpaydin, C. Kaynak", "date": "1998",
    "url": UCI + "80/optical+recognition+of+handwritten+digits"}
SPECIES = ["setosa", "versicolor", "virginica"]


def cases():
    """id, comment, data set, seed, rows, features, targets, layers above the input, loss, reduction, scales."""
    def raw(rows):
        return [row[:-1] for row in rows]

    def one_hot(classes, on="1", off="0"):
        return lambda label: [on if label == name else off for name in classes]

    def even(*scales):  # one scale for all inputs of a layer
        return lambda widths: [[scale] * width for scale, width in zip(scales, widths)]

    def per_feature(*above):  # the first layer undoes each feature's magnitude: a power of ten for each
        def scales(widths):
            largest = [max(abs(float(row[i])) for row in rows_of(CANCER["file"], range(1, 570))) for i in range(30)]
            first = ["1e%d" % -(int(mp.ceil(mp.log10(value)))) for value in largest]
            return [first] + [[scale] * width for scale, width in zip(above, widths[1:])]
        return scales

    diagnosis = lambda label: ["1" if label == "malignant" else "0"]
    z_scores = lambda rows: standardised(rows, CANCER["file"], 569)
    sixteenths = lambda rows: [[str(Decimal(v) / 16) for v in row[:-1]] for row in rows]
    bce, cce = "binary_cross_entropy", "categorical_cross_entropy"
    span = lambda *pairs: [n for first, last in pairs for n in range(first, last + 1)]
    return [
        ("iris-tanh-softmax", "4-5-3; lengths in cm as measured.", IRIS, 1,
         span((1, 5), (51, 55), (101, 105)), ("as in the file", raw), ("one-hot species", one_hot(SPECIES)),
         [(5, "tanh", None), (3, "softmax", None)], cce, "mean", even("0.4", "0.8")),
        ("iris-silu-elu-softmax", "4-6-5-3; soft targets that do not sum to 1; cost summed over the batch.", IRIS, 2,
         span((11, 20), (61, 70), (111, 120)), ("as in the file", raw),
         ("0.9 for the species, 0.04 for the others", one_hot(SPECIES, "0.9", "0.04")),
         [(6, "silu", None), (5, "elu", 1.25), (3, "softmax", None)], cce, "sum", even("0.4", "0.8", "0.8")),
        ("breast-cancer-raw-tanh", "30-6-1; raw features of very different scales, 1e-3 to 4e3, and weights "
         "that undo them.", CANCER, 3, span((1, 4), (20, 23), (46, 49)), ("as in the file", raw),
         ("malignant 1, benign 0", diagnosis),
         [(6, "tanh", None), (1, "sigmoid", None)], bce, "mean", per_feature("0.8")),
        ("breast-cancer-raw-saturated-sigmoid", "30-4-1; raw features that saturate most hidden neurons on purpose: "
         "single δ down to 4e-139, which a program that computes a(1−a) may lose within its rounding bound.",
         CANCER, 4, span((1, 4), (20, 23)), ("as in the file", raw), ("malignant 1, benign 0", diagnosis),
         [(4, "sigmoid", None), (1, "sigmoid", None)], bce, "mean", even("0.1", "1")),
        ("breast-cancer-standardised-relu", "30-8-1; a neuron that is off passes back an exact 0.",
         CANCER, 5, span((1, 10), (47, 56)), ("standardised over all 569 rows, rounded to 3 decimals", z_scores),
         ("malignant 1, benign 0", diagnosis),
         [(8, "relu", None), (1, "sigmoid", None)], bce, "mean", even("0.3", "0.6")),
        ("breast-cancer-standardised-gelu-softplus", "30-5-4-1.",
         CANCER, 6, span((100, 109)), ("standardised over all 569 rows, rounded to 3 decimals", z_scores),
         ("malignant 1, benign 0", diagnosis),
         [(5, "gelu", None), (4, "softplus", None), (1, "sigmoid", None)], bce, "sum", even("0.3", "0.7", "0.8")),
        ("digits-leaky-relu-softmax", "64-12-10; one image of each digit; a pixel that is 0 in all of them has "
         "gradients of exactly 0.", OPTICAL, 7, span((1, 10)), ("divided by 16", sixteenths),
         ("one-hot digit", one_hot([str(d) for d in range(10)])),
         [(12, "leaky_relu", 0.01), (10, "softmax", None)], cce, "mean", even("0.3", "0.6")),
    ]


def build(id, comment, data, seed, numbers, features, targets, above, loss, reduction, scales):
    rng, rows = generator(seed), rows_of(data["file"], numbers)
    X = [[float(text) for text in row] for row in features[1](rows)]
    Y = [[float(text) for text in targets[1](row[-1])] for row in rows]
    widths = [len(X[0])] + [width for width, _, _ in above]
    layers = network(rng, widths, [(name, alpha) for _, name, alpha in above], scales(widths))

    exact = {
        "X": [[mpf(v) for v in x] for x in X], "Y": [[mpf(v) for v in y] for y in Y],
        "loss": loss, "reduction": reduction,
        "layers": [{
            "activation": layer["activation"], "alpha": None if layer["alpha"] is None else mpf(layer["alpha"]),
            "weights": [[mpf(v) for v in row] for row in layer["weights"]], "biases": [mpf(v) for v in layer["biases"]],
        } for layer in layers]}
    answer = evaluate(exact)
    for layer, z in zip(layers, answer["preactivations"]):
        distance = min(abs(v) for row in z for v in row)
        assert layer["activation"] not in KINKED or distance > 1e-4, (id, "too near a kink", distance)
    checked = check(id, exact, answer, rng)

    ranges = ", ".join("%d–%d" % (a, b) for a, b in runs(numbers))
    source = {
        "title": data["title"], "author": data["author"], "date": data["date"], "url": data["url"],
        "expected": "equations BP1 to BP4 in mpmath, %d digits, %d stored; %d derivatives of this case checked against "
                    "central differences of the cost at %d digits" % (DIGITS, PRINTED, checked, CHECKED),
        "features": features[0],
        "file": "Sources/Verification/Generation/RealData/Data/" + data["file"],
        "licence": "CC BY 4.0, UCI Machine Learning Repository",
        "made by": "python3 Scripts/real_cases.py",
        "rows": ranges + " (the row below the heading is row 1)",
        "targets": targets[0],
        "weights": "decimals from the linear congruential generator of the script, seed %d; all numbers are the "
                   "binary64 nearest to their decimals" % seed,
    }
    columns = lambda vectors: [list(row) for row in zip(*vectors)]
    return {
        "format": "nnverify-case-1", "id": id, "comment": comment, "source": source,
        "problem": {
            "layers": [{key: value for key, value in layer.items() if value is not None} for layer in layers],
            "inputs": columns(X), "targets": columns(Y), "loss": loss, "reduction": reduction},
        "expected": answer,
    }


def runs(numbers):
    """[(1, 5), (51, 55)] of 1, 2, 3, 4, 5, 51, …"""
    result = []
    for n in numbers:
        if result and result[-1][1] == n - 1:
            result[-1] = (result[-1][0], n)
        else:
            result.append((n, n))
    return result


# ---- Text: one line per row of numbers, as the package itself writes it ----------------------------------------------

def figure(value):
    """25 digits in quotes. An exact 0 is a plain number, which stands for that binary64 and no other."""
    if value == 0:
        return "0.0"
    text = mpmath.nstr(value, PRINTED, strip_zeros=False, min_fixed=-4, max_fixed=10)
    assert re.fullmatch(r"-?(0|[1-9][0-9]*)\.[0-9]+(e[+-]?[0-9]+)?", text), text
    return '"%s"' % text


def text(value, indentation=""):
    inner = indentation + "  "
    if isinstance(value, dict):
        members = [inner + json.dumps(key) + ": " + text(member, inner) for key, member in value.items()]
        return "{\n" + ",\n".join(members) + "\n" + indentation + "}"
    if isinstance(value, list) and not any(isinstance(element, list | dict) for element in value):
        return "[" + ", ".join(text(element) for element in value) + "]"
    if isinstance(value, list):
        return "[\n" + ",\n".join(inner + text(element, inner) for element in value) + "\n" + indentation + "]"
    if isinstance(value, mpf):
        return figure(value)
    return repr(value) if isinstance(value, float) else json.dumps(value, ensure_ascii=False)


def stated(case):
    """A case without what nnverify adds to it: proof, bits beside the decimals, the hash in the id."""
    def bare(value):
        if isinstance(value, dict):
            return {key: bare(member) for key, member in value.items() if not key.endswith("_hex64")}
        if isinstance(value, list):
            return [bare(element) for element in value]
        return value

    def numbers(value):
        if isinstance(value, dict):
            return {key: numbers(member) for key, member in value.items()}
        if isinstance(value, list):
            return [numbers(element) for element in value]
        return float(value) if isinstance(value, str) and re.fullmatch(r"-?[0-9.]+(e[+-]?[0-9]+)?", value) else value

    case = bare({key: member for key, member in case.items() if key != "proven"})
    case["source"] = {key: member for key, member in case["source"].items() if key != "proven"}
    case["id"] = re.sub(r"-[0-9a-f]{16}$", "", case["id"])
    case["problem"] = numbers(case["problem"])
    return case


def main():
    mp.dps = DIGITS
    only_check, differing = sys.argv[1:] == ["--check"], 0
    if sys.argv[1:] and not only_check:
        sys.exit(__doc__)
    for arguments in cases():
        case = build(*arguments)
        path, content = ROOT / "fixtures/real" / (case["id"] + ".json"), (text(case) + "\n").encode()
        if not only_check:
            path.write_bytes(content)
        same = path.exists() and stated(json.loads(path.read_bytes())) == stated(json.loads(content))
        differing += not same
        print("%s: %d bytes%s" % (path.name, len(content), "" if same else ", DIFFERS"))
    sys.exit(1 if differing else 0)


if __name__ == "__main__":
    main()
