"""Reads the results of all rounds and prints one table: `table.py FOLDER`, with a folder per round in it.

A peer's file has a line of JSON per measurement; nnverify has a histogram per benchmark, as its benchmark package writes
them. Times are medians over the rounds of each round's median. A ratio is the peer's time by nnverify's in the same round,
and what is printed is the median of these ratios: machines get slower and faster from minute to minute, for all alike.
"""

import argparse
import datetime
import importlib.metadata
import json
import pathlib
import platform
import re
import statistics
import subprocess
import sys
from dataclasses import dataclass, field

from networks import CHECKED, STEPPED

COLUMNS = ["PyTorch", "NumPy", "JAX"]


@dataclass
class Comparison:
    """One kind of measurement on several networks, and what the peers call what they do meanwhile."""

    what: str
    networks: list
    peers: dict
    # The peer that the goals are about, and how many times as fast nnverify shall be on each network.
    rival: str = ""
    goals: list = field(default_factory=list)


COMPARISONS = [
    Comparison("exhaustive", CHECKED, {"PyTorch": "gradcheck"}, "PyTorch", [250, 120, 40]),
    Comparison("directions", CHECKED, {"PyTorch": "gradcheck fast"}, "PyTorch", [50, 50, 50]),
    Comparison("direction", CHECKED, {"JAX": "check_grads"}, "JAX", [50, 50, 50]),
    Comparison(
        "step",
        STEPPED,
        {"PyTorch": "pytorch step", "NumPy": "numpy step", "JAX": "jax step"},
        "PyTorch",
        [200, 100, 18, 4.5, 2.5, 1.8],
    ),
    Comparison("evaluation", STEPPED, {}),
]
# The share of the matrix kernel's own rate that a step reaches.
SHARES = dict(zip((network.name for network in STEPPED[3:]), (0.8, 0.9, 0.8)))
SPEED_UP = 1.85
BOUNDS = 1.5
MEMORY = 0.1


def lines(file):
    return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []


def read_round(folder):
    """Figures by (what, network): seconds, or a count."""
    figures = {}
    for file in folder.glob("*.jsonl"):
        for entry in lines(file):
            figures[entry["what"], entry["network"]] = entry["seconds"]
    # "Current_run.Speed.step_3-4-2_m4_x100.processorTime.histogram.txt"
    for file in folder.glob("*.histogram.txt"):
        name, metric = file.name.split(".")[2:4]
        what, network, calls = re.fullmatch(r"([a-z]+)_(.*?)(?:_x(\d+))?", name).groups()
        network = network.replace("_", " ")
        if metric == "processorTime":
            figures[what, network] = histogram_median(file.read_text()) * 1e-9 / int(calls or 1)
        elif metric == "undecided":
            figures["undecided", network] = round(histogram_median(file.read_text()))
        elif metric == "boundsPerMille":
            figures["bounds", "generated"] = histogram_median(file.read_text()) / 1000
    return figures


def histogram_median(text):
    """From lines of a value and the share of the samples up to it, and two numbers more."""
    for line in text.splitlines():
        numbers = re.fullmatch(r"\s*([\d.]+)\s+([\d.]+)\s+[\d.]+(?:\s+[\d.]+)?", line)
        if numbers and float(numbers[2]) >= 0.5:
            return float(numbers[1])
    raise ValueError("a histogram without a median")


def duration(seconds):
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds * 1e9:.3g} ns"


def times(ratio):
    return f"{ratio:.3g}×" if ratio < 100 else f"{ratio:.0f}×"


def median(rounds, key):
    return statistics.median(figures[key] for figures in rounds)


def verdict(is_met):
    return "met" if is_met else "MISSED"


def compared(comparison, rounds):
    """One row per network: as text, and as figures."""
    for index, network in enumerate(comparison.networks):
        key = (comparison.what, network.name)
        own = median(rounds, key)
        cells, figures = [f"{comparison.what} {network.name}", duration(own)], {"seconds": own}
        goal = ""
        for column in COLUMNS:
            peer = (comparison.peers.get(column), network.name)
            if not all(peer in r for r in rounds):
                cells.append("")
                continue
            ratios = [r[peer] / r[key] for r in rounds]
            ratio = statistics.median(ratios)
            cells.append(f"{duration(median(rounds, peer))}, {times(ratio)}")
            figures[column] = {"seconds": median(rounds, peer), "ratio": ratio}
            if column == comparison.rival:
                least = comparison.goals[index]
                figures["goal"] = least
                goal = f"{least}×: {verdict(ratio >= least)} ({times(min(ratios))} to {times(max(ratios))})"
        yield [*cells, goal], {"what": comparison.what, "network": network.name, **figures}


def shares(rounds):
    for network in STEPPED:
        # Forward and dW in every layer, dA in all but the first; 2 n k m each.
        products = [width * below * network.cases for below, width in network.layers]
        flops = 2 * (2 * sum(products) + sum(products[1:]))
        rates = [flops / r["step", network.name] for r in rounds]
        share = statistics.median(rate * r["kernel", "flop"] for rate, r in zip(rates, rounds))
        goal = SHARES.get(network.name)
        text = "" if goal is None else f"{goal:.0%}: {verdict(share >= goal)}"
        cells = [f"share of the kernel's rate {network.name}", f"{share:.1%}", "", "", "", text]
        yield cells, {"what": "share", "network": network.name, "share": share, "goal": goal}


def alone(rounds, memory):
    """What has no peer."""

    def row(what, value, figure, goal="", least=None):
        return [what, value, "", "", "", goal], {"what": what, "figure": figure, "goal": least}

    rate = 1 / median(rounds, ("kernel", "flop"))
    yield row("matrix kernel", f"{rate * 1e-9:.0f} GF/s", rate)
    yield row("check, generated problems", f"{1 / median(rounds, ('check', 'generated')):.0f} per s",
              1 / median(rounds, ("check", "generated")))
    for key in sorted(k for k in rounds[0] if k[0] == "regime"):
        yield row(f"check, {key[1]}", f"{1 / median(rounds, key):.0f} per s", 1 / median(rounds, key))
    ratio = statistics.median(r["bounds", "generated"] for r in rounds)
    yield row("check with bounds over one without", times(ratio), ratio, f"at most {BOUNDS}×: {verdict(ratio <= BOUNDS)}",
              BOUNDS)
    ratios = [r["cores", "1"] / r["cores", "2"] for r in rounds]
    ratio = statistics.median(ratios)
    yield row("check on two cores over one", times(ratio), ratio, f"{SPEED_UP}×: {verdict(ratio >= SPEED_UP)}", SPEED_UP)
    for key in sorted(k for k in rounds[0] if k[0] == "start-up"):
        yield row(f"start-up, {key[1]}", duration(median(rounds, key)), median(rounds, key))
    if memory:
        few, many = memory[0]["kibibytes"], memory[-1]["kibibytes"]
        met = abs(many - few) <= MEMORY * few
        yield row(f"memory, 1,000 and {int(memory[-1]['network']):,} problems", f"{few / 1024:.1f} and {many / 1024:.1f} MiB",
                  [few * 1024, many * 1024], f"within {MEMORY:.0%}: {verdict(met)}", MEMORY)


def asked(workers):
    for entry in workers:
        text = f"{entry['total']:.0f} µs, of which the worker {entry['worker']:.0f}"
        yield [f"one question to {entry['command']}", text, "", "", "", ""], {"what": "question", **entry}


def printed(rows):
    widths = [max(map(len, column)) for column in zip(*rows)]
    text = ["| " + " | ".join(cell.ljust(width) for cell, width in zip(cells, widths)) + " |" for cells in rows]
    text.insert(1, "|" + "|".join("-" * (width + 2) for width in widths) + "|")
    return "\n".join(text)


def processor():
    try:
        described = subprocess.run(["lscpu"], capture_output=True, text=True, check=True).stdout
        return re.search(r"Model name:\s*(.*)", described).group(1)
    except (OSError, subprocess.CalledProcessError, AttributeError):
        return platform.processor() or platform.machine()


arguments = argparse.ArgumentParser()
arguments.add_argument("folder", type=pathlib.Path)
arguments.add_argument("--format", choices=("text", "json"), default="text")
arguments = arguments.parse_args()

folders = sorted(folder for folder in arguments.folder.iterdir() if folder.is_dir())
rounds = [read_round(folder) for folder in folders]
loads = [(folder / "uptime").read_text().rpartition(": ")[2].split(",")[0].strip() for folder in folders]
versions = {
    label: importlib.metadata.version(package)
    for label, package in (("PyTorch", "torch"), ("NumPy", "numpy"), ("JAX", "jax"))
}
undecided = {network.name: rounds[-1]["undecided", network.name] for network in CHECKED}

rows = [row for comparison in COMPARISONS for row in compared(comparison, rounds)]
rows += shares(rounds)
rows += alone(rounds, lines(arguments.folder / "memory.jsonl"))
rows += asked(lines(arguments.folder / "worker.jsonl"))

if arguments.format == "json":
    document = {
        "date": str(datetime.date.today()),
        "processor": processor(),
        "versions": versions,
        "rounds": len(rounds),
        "loads": loads,
        "undecided": undecided,
        "rows": [figures for _, figures in rows],
    }
    json.dump(document, sys.stdout, indent=2, ensure_ascii=False)
    print()
else:
    named = ", ".join(f"{label} {version}" for label, version in versions.items())
    print(f"{datetime.date.today()}, {processor()}, one core, one thread, binary64; {named};")
    print(f"processor time, medians of {len(rounds)} rounds; load of the machine before each: {', '.join(loads)}.")
    print("After a peer's time, how many times nnverify's it is.")
    print()
    print(printed([["", "nnverify", *COLUMNS, "goal"], *(cells for cells, _ in rows)]))
    print()
    print("Entries of the exhaustive check that came out undecided:")
    for network in CHECKED:
        parameters = sum(width * (below + 1) for below, width in network.layers)
        print(f"{network.name}: {undecided[network.name]} of {parameters}.")
