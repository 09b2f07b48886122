#!/usr/bin/env python3
"""Validates every JSON file of a set of fixtures against its JSON Schema, and the schemas against broken copies.

    python3 Scripts/validate_schemas.py [FOLDER]     fixtures unless said; exit 1 where a file or a schema is wrong
    python3 Scripts/validate_schemas.py --require    exit 69, not 0, where the package jsonschema is not installed

A schema that accepts everything validates everything; so copies of a case, of flags.json, proofs.json and a witness are
broken in memory, one way each, and every one must be rejected.
"""

import argparse
import copy
import json
import sys
from pathlib import Path

GROUPS = "dense", "edge", "laws", "published", "real", "regressions"
MOST_FAULTS = 20  # of one file


def strict(text):
    """JSON without what only Python accepts: NaN, and a key that is there twice."""
    def once(pairs):
        keys = [key for key, _ in pairs]
        twice = next((key for key in keys if keys.count(key) > 1), None)
        if twice is not None:
            raise ValueError("the key %s is there twice" % json.dumps(twice))
        return dict(pairs)

    def refuse(word):
        raise ValueError("%s is no number of JSON" % word)

    return json.loads(text, object_pairs_hook=once, parse_constant=refuse)


def schema_of(path):
    """Which schema a file of the set belongs to, by its place; None for none."""
    group, name = (path.parts if len(path.parts) == 2 else ("", path.name))
    if name.endswith(".schema.json"):
        return "schema"
    if group in GROUPS:
        return "case.schema.json"
    if group == "witness":
        return "witness/witness.schema.json"
    return {"flags.json": "flags.schema.json", "proofs.json": "proofs.schema.json"}.get(name) if not group else None


# ---- Broken copies -------------------------------------------------------------------------------------------------

def at(document, *keys):
    for key in keys:
        document = document[key]
    return document


def put(*keys_and_value):
    *keys, last, value = keys_and_value

    def change(document):
        at(document, *keys)[last] = value

    return change


def drop(*keys):
    return lambda document: at(document, *keys[:-1]).pop(keys[-1])


CASE = {
    "another format": put("format", "nnverify-case-2"),
    "no problem": drop("problem"),
    "no loss": drop("problem", "loss"),
    "no bits of the cost": drop("proven", "value", "cost_hex64"),
    "no limits of binary32": drop("proven", "limits", "binary32"),
    "an extra key": put("extra", 1),
    "an extra key in a layer": put("problem", "layers", 0, "bias", []),
    "an extra quantity": put("proven", "value", "gradients", []),
    "an upper-case digit in bits": put("proven", "value", "cost_hex64", "3FF0000000000000"),
    "fifteen digits of bits": put("problem", "inputs_hex64", 0, 0, "3ff000000000000"),
    "bits as a number": put("problem", "targets_hex64", 0, 0, 4607182418800017408),
    "a cost that is no number": put("proven", "value", "cost", True),
    "a number with a comma": put("problem", "inputs", 0, 0, "0,5"),
    "null for a proven number": put("proven", "value", "outputs", 0, 0, None),
    "a row in place of a grid": put("problem", "inputs", [1.0]),
    "an empty batch": put("problem", "inputs", [[]]),
    "a limit that is too large": put("proven", "limits", "binary64", "cost", 1025),
    "a limit that is too small": put("proven", "limits", "binary64", "cost", -1075),
    "a limit between two integers": put("proven", "limits", "binary64", "cost", -48.5),
    "a limit in quotes": put("proven", "limits", "binary32", "cost", "-20"),
    "an upper end without a lower": lambda case: case["proven"].update(allowed={"upper": case["proven"]["value"]}),
    "an α of the output layer": lambda case: case["problem"]["layers"][-1].update(activation="sigmoid", alpha=0.5),
    "bits of an α that is not there": lambda case: (
        case["problem"]["layers"][-1].update(activation="sigmoid", alpha_hex64="3fe0000000000000"),
        case["problem"]["layers"][-1].pop("alpha", None)),
    "no α": lambda case: (
        case["problem"]["layers"][-1].update(activation="elu"), case["problem"]["layers"][-1].pop("alpha", None)),
    "a flag with a blank": put("flags", ["relu at zero"]),
}
FLAGS = {
    "no flags": drop("flags"),
    "a flag in upper case": put("flags", "ReLU", {"bug_type": "kink", "effect": "…", "links": []}),
    "another type of bug": put("flags", "a", {"bug_type": "typo", "effect": "…", "links": []}),
    "a flag without links": put("flags", "a", {"bug_type": "kink", "effect": "…"}),
}
PROOFS = {
    "an id without its hash": put("cases", "a", {"precision": 128, "largest_relative_radius": -110}),
    "a precision in quotes": put("cases", "a-0123456789abcdef", {"precision": "128", "largest_relative_radius": None}),
    "no radius": put("cases", "a-0123456789abcdef", {"precision": 128}),
}


def first_answer(change):
    return lambda witness: change(next(iter(witness["cases"].values())))


WITNESS = {
    "another precision": put("precision", "binary128"),
    "no tool": drop("tool"),
    "an answer without δ": first_answer(drop("deltas")),
    "an answer with bits": first_answer(put("cost_hex64", "3ff0000000000000")),
    "nan": first_answer(put("cost", "nan")),
    "null": first_answer(put("outputs", 0, 0, None)),
}
BREAKS = {
    "case.schema.json": CASE, "flags.schema.json": FLAGS, "proofs.schema.json": PROOFS,
    "witness/witness.schema.json": WITNESS}


# ---- The set -------------------------------------------------------------------------------------------------------

def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).resolve().parent.parent / "fixtures")
    parser.add_argument("--require", action="store_true", help="do not pass where jsonschema is not installed")
    options = parser.parse_args()
    try:
        from jsonschema import Draft202012Validator, SchemaError
    except ImportError:
        print("The Python package jsonschema is not installed: no schema was validated.")
        sys.exit(69 if options.require else 0)

    faults, files, examples = [], 0, {}
    validators = {}
    for name in BREAKS:
        try:
            schema = strict((options.folder / name).read_bytes())
            Draft202012Validator.check_schema(schema)
            validators[name] = Draft202012Validator(schema)
        except (OSError, ValueError, SchemaError) as error:
            faults.append("%s: %s" % (name, str(error).splitlines()[0]))
    paths = [path.relative_to(options.folder) for path in sorted(options.folder.rglob("*.json"))]
    for path in paths:
        if any(part.startswith(".") for part in path.parts):
            continue
        files += 1
        name = schema_of(path)
        try:
            document = strict((options.folder / path).read_bytes())
        except ValueError as error:
            faults.append("%s: %s" % (path, error))
            continue
        if name == "schema":
            if path.as_posix() not in BREAKS:
                faults.append("%s: a schema of no file" % path)
        elif name is None:
            faults.append("%s: no schema is for it" % path)
        elif name in validators:
            found = list(validators[name].iter_errors(document))
            faults += ["%s: %s: %s" % (path, fault.json_path, fault.message[:200]) for fault in found[:MOST_FAULTS]]
            if not found and (name != "case.schema.json" or "proven" in document):
                examples.setdefault(name, (path, document))

    # The example that people copy is a case.
    text = (options.folder / "README.md").read_text() if (options.folder / "README.md").exists() else ""
    if "```json\n" in text and "case.schema.json" in validators:
        example = strict(text.split("```json\n")[1].split("```")[0])
        faults += ["README.md: %s: %s" % (fault.json_path, fault.message[:200])
                   for fault in validators["case.schema.json"].iter_errors(example)]

    rejected = 0
    for name, breaks in BREAKS.items():
        if name not in validators:
            continue
        if name not in examples:
            faults.append("%s: nothing valid is there that could be broken; run nnverify fixtures regenerate" % name)
            continue
        path, document = examples[name]
        for what, change in breaks.items():
            broken = copy.deepcopy(document)
            change(broken)
            if validators[name].is_valid(broken):
                faults.append("%s: accepts a copy of %s with %s" % (name, path, what))
            else:
                rejected += 1
    for text in ('{"a": NaN}', '{"a": 1, "a": 2}'):
        try:
            strict(text)
            faults.append("%s is taken for JSON" % text)
        except ValueError:
            rejected += 1

    print("\n".join(faults), end="\n" if faults else "")
    print("%s: %d JSON files, %d broken copies rejected%s" % (
        "INVALID" if faults else "VALID", files, rejected, ", %d faults" % len(faults) if faults else ""))
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
