"""What the benchmarks share: running programs, a stack of their own, the machine's description."""

import datetime
import json
import os
import platform
import re
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"


class Failed(Exception):
    """A program that a benchmark needs ended with an error."""


def say(text):
    print(f"bench: {text}", file=sys.stderr, flush=True)


def run(command, **options):
    """Runs to the end and returns what it printed; its last lines are shown when it fails."""
    done = subprocess.run(command, stdin=options.pop("stdin", subprocess.DEVNULL) if "input" not in options else None,
                          capture_output=True, text=options.pop("text", True), **options)
    if done.returncode:
        output = done.stdout + done.stderr
        if isinstance(output, bytes):
            output = output.decode(errors="replace")
        raise Failed(f"{' '.join(command[:6])}: exit code {done.returncode}\n" + "\n".join(output.splitlines()[-25:]))
    return done.stdout


def timed_lines(command, env):
    """Runs to the end; seconds, and every printed line with the second at which it came."""
    begun = time.monotonic()
    lines = []
    with subprocess.Popen(command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, errors="replace") as process:
        for line in process.stdout:
            lines.append((time.monotonic() - begun, line.rstrip()))
    seconds = time.monotonic() - begun
    if process.returncode:
        raise Failed(f"{' '.join(command)}: exit code {process.returncode}\n" + "\n".join(line for _, line in lines[-25:]))
    return seconds, lines


def free_port():
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


def like_local(repository, stack):
    """Writes the stack file: stacks/Pulumi.local.yaml on ports that are free."""
    local = (repository / "stacks" / "Pulumi.local.yaml").read_text()
    ports = f"    httpPort: {free_port()}\n    httpsPort: {free_port()}\n"
    if "  nself:proxy:\n" in local:
        text = local.replace("  nself:proxy:\n", "  nself:proxy:\n" + ports)
    else:
        text = local.rstrip("\n") + "\n  nself:proxy:\n" + ports
    file = repository / "stacks" / f"Pulumi.{stack}.yaml"
    file.write_text(text)
    return file


def remove_stack(stack, volumes=True):
    """Removes all that bears the stack's label, whoever made it."""
    mark = ["--filter", f"label=dev.nself.stack={stack}"]
    kinds = [(["ps", "-aq"], ["rm", "-f", "-v"]), (["network", "ls", "-q"], ["network", "rm"])]
    if volumes:
        kinds.append((["volume", "ls", "-q"], ["volume", "rm", "-f"]))
    for listing, removal in kinds:
        found = run(["docker", *listing, *mark]).split()
        if found:
            run(["docker", *removal, *found])
    if volumes:
        images = set(run(["docker", "images", "-q", f"nself-{stack}-*"]).split())
        if images:
            run(["docker", "rmi", "-f", *images])


def summary(seconds):
    return {"median": statistics.median(seconds), "min": min(seconds), "max": max(seconds)}


def description():
    """The machine and the versions, without anything that names the machine."""
    try:
        engine = run(["docker", "version", "--format", "{{.Server.Version}}, client {{.Client.Version}}"]).strip()
    except (Failed, FileNotFoundError):
        engine = "not there yet"
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return {
        "date": datetime.date.today().isoformat(),
        "cores": os.cpu_count(),
        "processor": processor(),
        "memoryGiB": round(memory, 1),
        "system": system(),
        "engine": engine,
        "java": first_line(["java", "-version"]),
        "commit": first_line(["git", "-C", str(ROOT), "describe", "--always", "--dirty"]),
        "load": round(os.getloadavg()[0], 1),
    }


def processor():
    try:
        names = re.findall(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text(), re.M)
        return names[0] if names else platform.machine()
    except OSError:
        return platform.machine()


def system():
    try:
        found = re.search(r'^PRETTY_NAME="?([^"\n]*)', Path("/etc/os-release").read_text(), re.M)
        return found.group(1) if found else platform.system()
    except OSError:
        return platform.system()


def first_line(command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    return ((done.stdout or done.stderr).splitlines() or ["unknown"])[0]


def save(name, results):
    RESULTS.mkdir(exist_ok=True)
    (RESULTS / f"{name}.json").write_text(json.dumps(results, indent=2, sort_keys=True) + "\n")
