import Subprocess

/// Python with NumPy, where it is installed.
enum NumPy {
  static func isInstalled() async -> Bool {
    let run = try? await CommandLineProgram.shell("exec python3 -c 'import numpy'")
    return run?.code == 0
  }

  /// Compares every .npz file of a folder with the case file of the same name below another one, bit for bit.
  static func compare(_ folder: String, with cases: String) async throws -> CommandLineProgram.Run {
    try await CommandLineProgram.start(
      "/bin/sh", ["-c", "exec python3 -c \"$0\" \"$@\"", program, folder, cases], input: "", in: nil,
      environment: CommandLineProgram.environment)
  }

  /// Shares nothing with the exporter: NumPy reads the arrays, Python the JSON texts.
  private static let program = #"""
    import glob, json, os, sys
    import numpy as np

    def expect(is_so, *what):
        if not is_so: sys.exit("%s: %s" % (name, what))

    def bits(hexadecimal):
        if isinstance(hexadecimal, list): return [bits(element) for element in hexadecimal]
        return int(hexadecimal, 16)

    def check(key, kind, expected):
        array = arrays[key]
        left.discard(key)
        expect(array.dtype.str == kind and array.flags["C_CONTIGUOUS"], key, array.dtype)
        # As integers of the same width: NaN, -0 and 0 are told apart.
        own = array.view("<u8") if kind == "<f8" else array
        other = np.array(expected, dtype=own.dtype)
        expect(own.shape == other.shape, key, own.shape, other.shape)
        expect((own == other).all(), key, own, other)
        global numbers
        numbers += own.size

    def exponents(limit):
        if isinstance(limit, list): return [exponents(element) for element in limit]
        return 32767 if limit is None else limit

    def check_problem(prefix, problem):
        for l, layer in enumerate(problem["layers"], 1):
            for key, letter in (("weights", "W"), ("biases", "b")):
                check(prefix + "%s%d" % (letter, l), "<f8", problem_bits(layer, key))
        for key, letter in (("inputs", "X"), ("targets", "Y")): check(prefix + letter, "<f8", problem_bits(problem, key))

    def problem_bits(place, key):
        if key + "_hex64" in place: return bits(place[key + "_hex64"])
        return np.array(place[key], dtype="<f8").view("<u8")

    def answer(evaluation, suffix, convert):
        get = lambda key: convert(evaluation[key + suffix])
        depth = len(evaluation["deltas" + suffix])
        result = {"cost": get("cost"), "dX": get("input_gradient"), "A%d" % depth: get("outputs")}
        lists = ("Z", "preactivations"), ("A", "hidden_outputs"), ("delta", "deltas"), ("dW", "weight_gradients"), ("db", "bias_gradients")
        for letter, key in lists:
            for l, element in enumerate(get(key), 1): result["%s%d" % (letter, l)] = element
        return result

    paths = {os.path.basename(path)[:-5]: path for path in glob.glob(sys.argv[2] + "/*/*.json")}
    files = sorted(glob.glob(sys.argv[1] + "/*.npz"))
    numbers = 0
    for path in files:
        name = os.path.basename(path)[:-4]
        with open(paths[name], encoding="utf-8") as file: case = json.load(file)
        with np.load(path, allow_pickle=False) as archive: arrays = {key: archive[key] for key in archive.files}
        left = set(arrays)
        check_problem("", case["problem"])
        for number, problem in enumerate(case.get("history", []), 1): check_problem("history%d_" % number, problem)
        proven = case["proven"]
        parts = [("", proven["value"])]
        if "allowed" in proven: parts += [("_lower", proven["allowed"]["lower"]), ("_upper", proven["allowed"]["upper"])]
        for suffix, part in parts:
            for key, value in answer(part, "_hex64", bits).items(): check(key + suffix, "<f8", value)
        for suffix, width in (("_limit64", "binary64"), ("_limit32", "binary32")):
            for key, value in answer(proven["limits"][width], "", exponents).items(): check(key + suffix, "<i4", value)
        meta = arrays["meta"]
        left.discard("meta")
        expect(meta.dtype.str == "|u1" and meta.ndim == 1, "meta", meta.dtype)
        text = json.loads(meta.tobytes().decode("utf-8"))
        layers = case["problem"]["layers"]
        alphas = [None if "alpha" not in layer else float(layer["alpha"]) for layer in layers]
        expect(text["id"] == case["id"] and text["comment"] == case.get("comment", ""), "id, comment")
        expect(text["activations"] == [layer["activation"] for layer in layers] and text["alphas"] == alphas, "activations")
        expect([text[key] for key in ("loss", "reduction")] == [case["problem"][key] for key in ("loss", "reduction")], "loss")
        expect(text["flags"] == case.get("flags", []) and len(text["history"]) == len(case.get("history", [])), "flags")
        expect(not left, "arrays that no case has", left)
    print("%d files, %d numbers" % (len(files), numbers))
    """#
}
