#!/usr/bin/env node
// A worker for nnverify in JavaScript: a dense network, its backpropagation, and the loop that answers questions.
//
// Matrices are arrays of rows. Cases are columns: row i of X holds feature i of every case. To check a program of your
// own, keep the last part, put your network in place of the first two, and let `evaluate` call it.

"use strict";

// ---- Activations ----------------------------------------------------------------------------------------------------
//
// The formulas are chosen so that nothing overflows and few digits are lost, however large |z| is.

function sigmoid(z) {
  const e = Math.exp(-Math.abs(z));
  return (z >= 0 ? 1 : e) / (1 + e);
}

// sigmoid(-z) is 1 - sigmoid(z), which has no digits left where sigmoid(z) is nearly 1.
const sigmoidSlope = (z) => sigmoid(z) * sigmoid(-z);

const softplus = (z) => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));

const G = {
  linear: (z) => z,
  sigmoid: sigmoid,
  tanh: Math.tanh,
  relu: (z) => (z > 0 ? z : 0),
  leaky_relu: (z, alpha) => (z > 0 ? z : alpha * z),
  elu: (z, alpha) => (z > 0 ? z : alpha * Math.expm1(z)),
  softplus: softplus,
  silu: (z) => z * sigmoid(z),
};

const SLOPE = {
  linear: () => 1,
  sigmoid: sigmoidSlope,
  tanh: (z) => 4 * sigmoidSlope(2 * z), // 1 - tanh(z)², without the cancellation
  relu: (z) => (z > 0 ? 1 : 0),
  leaky_relu: (z, alpha) => (z > 0 ? 1 : alpha),
  elu: (z, alpha) => (z > 0 ? 1 : alpha * Math.exp(z)),
  softplus: sigmoid,
  silu: (z) => sigmoid(z) * (1 + z * sigmoid(-z)),
};

// Of the output neurons of one case. The largest is taken out first, so that no exp overflows.
function softmax(z) {
  const largest = Math.max(...z);
  const powers = z.map((z_j) => Math.exp(z_j - largest));
  const total = sum(powers);
  return powers.map((power) => power / total);
}

function logSoftmax(z) {
  const largest = Math.max(...z);
  const logOfSum = Math.log(sum(z.map((z_j) => Math.exp(z_j - largest))));
  return z.map((z_j) => z_j - largest - logOfSum);
}

// ---- The network ----------------------------------------------------------------------------------------------------

const sum = (x) => x.reduce((total, x_i) => total + x_i, 0);
const dot = (x, y) => x.reduce((total, x_i, i) => total + x_i * y[i], 0);
const transposed = (M) => M[0].map((_, c) => M.map((row) => row[c]));

function product(P, Q) {
  const columns = transposed(Q);
  return P.map((row) => columns.map((column) => dot(row, column)));
}

// Z and A of every layer.
function forward(layers, X) {
  const Z = [], A = [];
  let V = X;
  layers.forEach((layer, l) => {
    Z[l] = product(layer.weights, V).map((row, j) => row.map((z) => z + layer.biases[j]));
    if (layer.activation === "softmax") {
      V = transposed(transposed(Z[l]).map(softmax));
    } else {
      V = Z[l].map((row) => row.map((z) => G[layer.activation](z, layer.alpha)));
    }
    A[l] = V;
  });
  return { Z, A };
}

// C, from the Z and A of the output layer. The cross-entropies take their logarithms from z: taken from an a that is
// rounded to 0 or 1 they are infinite.
function cost(Z, A, Y, loss, reduction) {
  const cases = transposed(Z);
  const a = transposed(A), y = transposed(Y);
  const errors = cases.map((z, c) => {
    switch (loss) {
      case "squared_error":
        return sum(a[c].map((a_j, j) => (a_j - y[c][j]) ** 2)) / 2;
      case "binary_cross_entropy": // log(a) = -softplus(-z), log(1-a) = -softplus(z)
        return sum(z.map((z_j, j) => y[c][j] * softplus(-z_j) + (1 - y[c][j]) * softplus(z_j)));
      case "categorical_cross_entropy":
        return -dot(y[c], logSoftmax(z));
      default:
        throw new Error("no such loss: " + loss);
    }
  });
  return reduction === "mean" ? sum(errors) / cases.length : sum(errors);
}

// ∂C/∂Z of the output layer (BP1). The 1/m of the mean is put in here: then all that follows is a derivative of C.
function outputDelta(Z, A, Y, layer, loss, reduction) {
  const y = transposed(Y), z = transposed(Z), m = y.length;
  const delta = transposed(A).map((a, c) => {
    const dA = a.map((a_j, j) => a_j - y[c][j]);
    if (loss === "binary_cross_entropy") return dA;
    if (loss === "categorical_cross_entropy") {
      const sumOfY = sum(y[c]);
      return a.map((a_j, j) => a_j * sumOfY - y[c][j]); // a - y where the targets sum to 1
    }
    if (layer.activation === "softmax") {
      const mean = dot(a, dA);
      return a.map((a_j, j) => a_j * (dA[j] - mean));
    }
    return dA.map((dA_j, j) => dA_j * SLOPE[layer.activation](z[c][j], layer.alpha));
  });
  return transposed(reduction === "mean" ? delta.map((row) => row.map((d) => d / m)) : delta);
}

// dW, db and delta of every layer, and dX.
function backward(layers, X, Y, Z, A, loss, reduction) {
  const L = layers.length;
  const dW = [], db = [], delta = [];
  let dV;
  for (let l = L - 1; l >= 0; l--) {
    if (l === L - 1) {
      delta[l] = outputDelta(Z[l], A[l], Y, layers[l], loss, reduction);
    } else {
      const slope = SLOPE[layers[l].activation], alpha = layers[l].alpha;
      delta[l] = dV.map((row, j) => row.map((d, c) => d * slope(Z[l][j][c], alpha))); // BP2
    }
    const V = l > 0 ? A[l - 1] : X;
    dW[l] = product(delta[l], transposed(V)); // BP4
    db[l] = delta[l].map(sum); // BP3, over the cases
    dV = product(transposed(layers[l].weights), delta[l]);
  }
  return { dW, db, delta, dX: dV };
}

// ---- The worker -----------------------------------------------------------------------------------------------------

const HELLO = {
  protocol: "nnverify-worker-1",
  name: "javascript",
  language: "Node.js " + process.versions.node,
  activations: [...Object.keys(G), "softmax"],
  quantities: ["cost", "outputs", "dW", "db", "dX", "Z", "A", "delta"],
};

function evaluate(problem) {
  const { layers, inputs: X, targets: Y, loss, reduction } = problem;
  const { Z, A } = forward(layers, X);
  const output = A[A.length - 1];
  const C = cost(Z[Z.length - 1], output, Y, loss, reduction);
  return { cost: C, outputs: output, ...backward(layers, X, Y, Z, A, loss, reduction), Z, A: A.slice(0, -1) };
}

function answer(question) {
  switch (question.cmd) {
    case "hello":
      return HELLO;
    case "echo":
      return { numbers: question.numbers.map(Number) };
    case "evaluate": {
      const found = evaluate(question.problem);
      const unknown = question.want.find((quantity) => !(quantity in found));
      if (unknown !== undefined) throw new Error("no such quantity: " + unknown);
      return Object.fromEntries(question.want.map((quantity) => [quantity, found[quantity]]));
    }
    case "bye":
      return {};
    default:
      throw new Error("no such command: " + question.cmd);
  }
}

// JSON.stringify writes 0 for -0, and null for every number that is not finite.
function json(value) {
  if (Array.isArray(value)) return "[" + value.map(json).join(",") + "]";
  if (typeof value === "object" && value !== null) {
    const members = Object.entries(value).map(([key, element]) => JSON.stringify(key) + ":" + json(element));
    return "{" + members.join(",") + "}";
  }
  if (Object.is(value, -0)) return "-0.0";
  if (Number.isNaN(value)) return '"nan"';
  if (value === Infinity) return '"inf"';
  if (value === -Infinity) return '"-inf"';
  return JSON.stringify(value);
}

// Answers a line, and returns the command that was in it.
function answerLine(line) {
  let seq = null, command = null, said;
  try {
    const question = JSON.parse(line);
    ({ seq = null, cmd: command } = question);
    said = json({ seq, status: "ok", ...answer(question) });
  } catch (error) {
    said = json({ seq, status: "error", message: String(error) });
  }
  process.stdout.write(said + "\n");
  return command;
}

async function main() {
  let line = ""; // as far as it has come
  process.stdin.setEncoding("utf8");
  for await (const chunk of process.stdin) {
    const [end, ...starts] = chunk.split("\n");
    line += end;
    for (const start of starts) {
      if (answerLine(line) === "bye") return; // which closes the input, and the program ends
      line = start;
    }
  }
  if (line !== "") answerLine(line);
}

main();
