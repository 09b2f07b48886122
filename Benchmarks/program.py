"""Times nnverify as a program: start-up, checks of generated problems, one core against two, and the memory of long runs.

Prints a line of JSON per measurement, as the peers do. `program.py --memory N` looks at the memory after 1,000 and after N problems.
"""

import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

from peers.networks import CHECKED

HERE = pathlib.Path(__file__).parent
NNVERIFY = str(HERE.parent / ".build/release/nnverify")
CASE = str(next((HERE.parent / "fixtures").glob("published/*.json")))
REGIMES = ["ordinary", "saturated", "tiny", "huge", "sparse", "near_kink", "duplicated", "dyadic", "real"]


def report(what, network, **figures):
    print(json.dumps({"what": what, "network": network, **figures}), flush=True)


def run(*arguments):
    """Elapsed seconds, processor seconds and largest resident memory in KiB."""
    start = time.monotonic()
    process = subprocess.Popen([NNVERIFY, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    told = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    elapsed = time.monotonic() - start
    if os.waitstatus_to_exitcode(status) != 0:
        sys.exit(f"nnverify {' '.join(arguments)}: exit code {os.waitstatus_to_exitcode(status)}\n{told.decode()}")
    return elapsed, usage.ru_utime + usage.ru_stime, usage.ru_maxrss


def check(problems, jobs, *options):
    """The same for generated problems of seed 1; equal runs each time."""
    return run("check", "--seed", "1", "--problems", str(problems), "--jobs", str(jobs), "--quiet", *options)


def memory(problems):
    # Both of the same small problems, for a run of a million to end.
    small = ["--max-depth", "3", "--max-width", "8", "--max-cases", "4"]
    for count in (1000, problems):
        report("memory", f"{count}", kibibytes=check(count, 2, *small)[2])


def start_up():
    for what, arguments in (("--version", ["--version"]), ("replay", ["replay", CASE])):
        report("start-up", what, seconds=statistics.median(run(*arguments)[0] for _ in range(20)))


def cores():
    problems = 4000
    one, two = check(problems, 1)[0], check(problems, 2)[0]
    report("cores", "1", seconds=one / problems)
    report("cores", "2", seconds=two / problems)


def regimes():
    problems = 1000
    for regime in REGIMES:
        processor = check(problems, 1, "--regime", regime, "--min-decided", "0")[1]
        report("regime", regime, seconds=processor / problems)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--memory"]:
        memory(int(sys.argv[2]))
    else:
        start_up()
        cores()
        regimes()
