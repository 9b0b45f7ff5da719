"""docs/benchmarks.md from its template and what was measured last."""

import json
from string import Template

from machine import RESULTS, ROOT

NOT_YET = "not measured yet"


def load(name):
    file = RESULTS / f"{name}.json"
    return json.loads(file.read_text()) if file.exists() else {}


def tables(run):
    lines = ["| what | median s | min | max | by round |", "|---|--:|--:|--:|---|"]
    for kind, seconds in run["seconds"].items():
        all_of_it = run["summary"][kind]
        rounds = ", ".join(f"{one:.1f}" for one in seconds)
        lines.append(f"| `{kind.split(',')[0]}`{kind[len(kind.split(',')[0]):]} | {all_of_it['median']:.1f} | {all_of_it['min']:.1f} | {all_of_it['max']:.1f} | {rounds} |")
    lines += ["", f"| against `{run['other']}` of the same round | median | min | max |", "|---|--:|--:|--:|"]
    for kind, ratios in run["ratios"].items():
        ordered = sorted(ratios)
        middle = (ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]) / 2
        lines.append(f"| cold `{kind}` | {middle:.2f} | {ordered[0]:.2f} | {ordered[-1]:.2f} |")
    return "\n".join(lines)


def path(run):
    lines = ["| second | there |", "|--:|---|"]
    return "\n".join(lines + [f"| {second:.1f} | {name} |" for name, second in run["criticalPath"]])


def memory(run):
    used = sorted(run["memoryMiB"].items(), key=lambda one: -one[1])
    lines = ["| container | MiB |", "|---|--:|"] + [f"| {name} | {amount:.0f} |" for name, amount in used]
    return "\n".join(lines + [f"| **all** | **{sum(amount for _, amount in used):.0f}** |"])


def policies(results):
    lines = ["| what | median s | min | max |", "|---|--:|--:|--:|"]
    titles = {"with the pack": "preview with the pack", "without": "preview without it", "start": "start of the pack, to its port"}
    for kind, title in titles.items():
        one = results["summary"][kind]
        lines.append(f"| {title} | {one['median']:.2f} | {one['min']:.2f} | {one['max']:.2f} |")
    ratios = sorted(results["ratios"])
    middle = (ratios[(len(ratios) - 1) // 2] + ratios[len(ratios) // 2]) / 2
    lines += ["", f"{results['resources']} resources, {results['rounds']} rounds of both in turn; with the pack against without, by "
              f"round: {middle:.2f} ({ratios[0]:.2f} to {ratios[-1]:.2f})."]
    return "\n".join(lines)


def machine(results):
    if not results:
        return NOT_YET
    one = results["machine"]
    versions = [f"Docker {one['engine']}", one["java"]]
    versions += [f"Pulumi {results['pulumi']}"] if results.get("pulumi") else []
    versions += [f"Compose {results['compose']}"] if results.get("compose") else []
    return (f"{one['date']}, commit {one['commit']}, {one['cores']} cores ({one['processor']}), {one['memoryGiB']} GiB, "
            f"{one['system']}, {', '.join(versions)}, mode {results['mode']}; load when it ended: {one['load']}")


def minutes(seconds):
    return NOT_YET if seconds is None else f"{int(seconds // 60)} min {int(seconds % 60)} s"


def write():
    run, first, judged = load("run"), load("first-run"), load("policies")
    if not run or run.get("compose"):
        how = "`docker compose up --wait`"
    else:
        how = "the Docker CLI, every container as soon as those it follows are healthy, several at a time, since Compose was not there"
    text = Template((ROOT / "bench" / "benchmarks.md").read_text()).substitute(
        machine=machine(run),
        rounds=run.get("rounds", 0),
        other=how,
        tables=tables(run) if run else NOT_YET,
        path=path(run) if run else NOT_YET,
        memory=memory(run) if run else NOT_YET,
        policies=policies(judged) if judged else NOT_YET,
        policiesMachine=machine(judged),
        firstUp=minutes(run.get("firstUp")),
        firstMachine=machine(first),
        firstImages="without the kit's images" if first.get("imagesDropped") else "with the kit's images there already",
        firstRunUp=minutes(first.get("upSeconds")),
        firstRunTest=minutes(first.get("testSeconds")),
    )
    (ROOT / "docs").mkdir(exist_ok=True)
    (ROOT / "docs" / "benchmarks.md").write_text(text)
