"""The platform's running containers as a recipe for plain Docker: the same containers without Pulumi."""

import concurrent.futures
import io
import json
import os
import shlex
import tarfile
import time
from pathlib import Path

from machine import Failed, run

# How Pulumi marks a secret in an exported state.
MARK = "4dabf18193072939515e22adb298388d"
CONTAINER = "docker:index/container:Container"


def bare(value):
    """The value without the marks of secrets."""
    if isinstance(value, dict):
        if MARK in value:
            return bare(json.loads(value["plaintext"]))
        return {key: bare(part) for key, part in value.items()}
    if isinstance(value, list):
        return [bare(part) for part in value]
    return value


class Recipe:
    """Containers by their name on the engine, each with what must be healthy before it starts."""

    def __init__(self, state, folder):
        self.folder = Path(folder)
        resources = {one["urn"]: one for one in state["deployment"]["resources"]}
        made = {urn: bare(one["inputs"]) for urn, one in resources.items() if one["type"] == CONTAINER}
        self.names = [inputs["name"] for inputs in made.values()]
        self.uploads = {inputs["name"]: inputs.get("uploads", []) for inputs in made.values()}
        self.after = {made[urn]["name"]: sorted(made[found]["name"] for found in nearest(urn, resources, made)) for urn in made}
        inspected = json.loads(run(["docker", "inspect", *self.names]))
        self.inspected = {one["Name"].lstrip("/"): one for one in inspected}
        self.image_env = image_environments(one["Image"] for one in inspected)
        names = sorted({name for one in inspected for name in one["NetworkSettings"]["Networks"]})
        self.networks = {one["Name"]: one for one in json.loads(run(["docker", "network", "inspect", *names]))}
        self.write()

    # Parts of one container

    def environment(self, name):
        found = self.inspected[name]
        return [line for line in found["Config"]["Env"] if line not in self.image_env[found["Image"]]]

    def aliases(self, name, network):
        found = self.inspected[name]
        aliases = found["NetworkSettings"]["Networks"][network]["Aliases"] or []
        return [alias for alias in aliases if not found["Id"].startswith(alias)]

    def files(self, name):
        for number, upload in enumerate(self.uploads[name]):
            yield upload["file"], self.folder / f"{name}.{number}", upload.get("content", "").encode(), upload.get("executable", False)

    def write(self):
        """Everything secret stays in the folder, which is closed to others."""
        for name in self.names:
            lines = [line for line in self.environment(name) if "\n" not in line]
            (self.folder / f"{name}.env").write_text("\n".join(lines) + "\n")
            with tarfile.open(self.folder / f"{name}.tar", "w") as tar:
                for path, copy, content, executable in self.files(name):
                    entry = tarfile.TarInfo(path.lstrip("/"))
                    entry.size, entry.mode = len(content), 0o744 if executable else 0o644
                    tar.addfile(entry, io.BytesIO(content))
                    copy.write_bytes(content)
                    copy.chmod(entry.mode)
        (self.folder / "compose.json").write_text(json.dumps(self.compose(), indent=1))

    # With Compose

    def compose(self):
        return {
            "name": "nself-bench",
            "services": {name: self.service(name) for name in self.names},
            "networks": {name: {"name": name, "driver": one["Driver"], "internal": one["Internal"],
                                "labels": literal(one["Labels"])} for name, one in self.networks.items()},
            "volumes": {mount["Name"]: {"external": True, "name": mount["Name"]}
                        for one in self.inspected.values() for mount in volumes(one)},
        }

    def service(self, name):
        found = self.inspected[name]
        config, host = found["Config"], found["HostConfig"]
        health = config["Healthcheck"]
        service = {
            "container_name": name,
            "image": found["Image"],
            "pull_policy": "never",
            "user": config["User"],
            "entrypoint": literal(config["Entrypoint"]),
            "command": literal(config["Cmd"]),
            "environment": literal(dict(line.split("=", 1) for line in self.environment(name))),
            "labels": literal(config["Labels"]),
            "init": bool(host["Init"]),
            "restart": host["RestartPolicy"]["Name"],
            "stop_grace_period": f"{config.get('StopTimeout') or 10}s",
            "mem_limit": host["Memory"],
            "memswap_limit": host["MemorySwap"],
            "mem_reservation": host["MemoryReservation"],
            "cpus": host["NanoCpus"] / 1e9,
            "pids_limit": host["PidsLimit"],
            "shm_size": host["ShmSize"],
            "cap_drop": host["CapDrop"],
            "security_opt": host["SecurityOpt"],
            "tmpfs": [f"{path}:{options}" for path, options in (host.get("Tmpfs") or {}).items()],
            "logging": {"driver": host["LogConfig"]["Type"], "options": host["LogConfig"]["Config"]},
            "ports": [f"{one['HostIp']}:{one['HostPort']}:{port}" for port, one in published(host)],
            "networks": {network: {"aliases": self.aliases(name, network)} for network in found["NetworkSettings"]["Networks"]},
            "volumes": [{"type": "volume", "source": mount["Name"], "target": mount["Destination"]} for mount in volumes(found)]
            + [{"type": "bind", "source": str(copy), "target": path, "read_only": True} for path, copy, _, _ in self.files(name)],
            "healthcheck": {"test": literal(health["Test"]), "interval": f"{health['Interval']}ns", "timeout": f"{health['Timeout']}ns",
                            "retries": health["Retries"], "start_period": f"{health['StartPeriod']}ns"},
            "depends_on": {earlier: {"condition": "service_healthy"} for earlier in self.after[name]},
        }
        return {key: value for key, value in service.items() if value not in (None, [], {}, "", 0)}

    def up_with_compose(self):
        begun = time.monotonic()
        run(["docker", "compose", "-f", str(self.folder / "compose.json"), "up", "--detach", "--wait", "--no-build"])
        return time.monotonic() - begun

    # With the Docker CLI alone

    def up_with_cli(self):
        """Each container as soon as all that it follows is healthy, several at a time."""
        begun = time.monotonic()
        for name, one in self.networks.items():
            labels = [part for label in one["Labels"].items() for part in ("--label", "=".join(label))]
            run(["docker", "network", "create", "--driver", one["Driver"], *(["--internal"] if one["Internal"] else []), *labels, name])
        with concurrent.futures.ThreadPoolExecutor(len(self.names)) as pool:
            healthy, started, waiting = set(), set(), {}
            while len(healthy) < len(self.names):
                for name in self.names:
                    if name not in started and healthy.issuperset(self.after[name]):
                        started.add(name)
                        waiting[pool.submit(self.start, name)] = name
                over, _ = concurrent.futures.wait(waiting, return_when=concurrent.futures.FIRST_COMPLETED)
                for one in over:
                    one.result()
                    healthy.add(waiting.pop(one))
        return time.monotonic() - begun

    def start(self, name):
        found = self.inspected[name]
        networks = list(found["NetworkSettings"]["Networks"])
        run(["docker", "create", *self.options(name, networks[0]), found["Image"], *command(found["Config"])],
            env={**os.environ, **dict(line.split("=", 1) for line in self.environment(name) if "\n" in line)})
        for network in networks[1:]:
            run(["docker", "network", "connect", *flags("--alias", self.aliases(name, network)), network, name])
        if self.uploads[name]:
            with open(self.folder / f"{name}.tar", "rb") as tar:
                run(["docker", "cp", "-", f"{name}:/"], stdin=tar)
        run(["docker", "start", name])
        limit = time.monotonic() + 180
        while run(["docker", "inspect", "-f", "{{.State.Health.Status}}", name]).strip() != "healthy":
            if time.monotonic() > limit:
                raise Failed(f"container {name}: not healthy after 180 s; its last log lines:\n" + run(["docker", "logs", "--tail", "20", name]))
            time.sleep(0.2)

    def options(self, name, network):
        found = self.inspected[name]
        config, host = found["Config"], found["HostConfig"]
        health = config["Healthcheck"]
        test = health["Test"][1] if health["Test"][0] == "CMD-SHELL" else shlex.join(health["Test"][1:])
        options = ["--name", name, "--network", network, "--env-file", str(self.folder / f"{name}.env"),
                   "--restart", host["RestartPolicy"]["Name"], "--stop-timeout", str(config.get("StopTimeout") or 10),
                   "--memory", str(host["Memory"]), "--memory-swap", str(host["MemorySwap"]),
                   "--memory-reservation", str(host["MemoryReservation"]), "--cpus", str(host["NanoCpus"] / 1e9),
                   "--shm-size", str(host["ShmSize"]), "--log-driver", host["LogConfig"]["Type"],
                   "--health-cmd", test, "--health-interval", f"{health['Interval']}ns", "--health-timeout", f"{health['Timeout']}ns",
                   "--health-retries", str(health["Retries"]), "--health-start-period", f"{health['StartPeriod']}ns"]
        if host["Init"]:
            options.append("--init")
        if host["PidsLimit"]:
            options += ["--pids-limit", str(host["PidsLimit"])]
        if config["User"]:
            options += ["--user", config["User"]]
        if config["Entrypoint"]:
            options += ["--entrypoint", config["Entrypoint"][0]]
        return options + [
            *flags("-e", [line.split("=", 1)[0] for line in self.environment(name) if "\n" in line]),
            *flags("--network-alias", self.aliases(name, network)),
            *flags("--cap-drop", host["CapDrop"]), *flags("--security-opt", host["SecurityOpt"]),
            *flags("--tmpfs", [f"{path}:{rest}" for path, rest in (host.get("Tmpfs") or {}).items()]),
            *flags("--log-opt", ["=".join(one) for one in host["LogConfig"]["Config"].items()]),
            *flags("--label", ["=".join(one) for one in config["Labels"].items()]),
            *flags("--volume", [f"{mount['Name']}:{mount['Destination']}" for mount in volumes(found)]),
            *flags("--publish", [f"{one['HostIp']}:{one['HostPort']}:{port}" for port, one in published(host)])]


def nearest(urn, resources, made):
    """The containers that a resource waits for, seen through whatever lies between."""
    found, seen, open_ones = set(), {urn}, list(resources[urn].get("dependencies", []))
    while open_ones:
        one = open_ones.pop()
        if one in seen or one not in resources:
            continue
        seen.add(one)
        if one in made:
            found.add(one)
        else:
            open_ones += resources[one].get("dependencies", [])
    return found


def image_environments(images):
    images = sorted(set(images))
    return {one["Id"]: one["Config"]["Env"] or [] for one in json.loads(run(["docker", "image", "inspect", *images]))}


def command(config):
    return [*(config["Entrypoint"] or [])[1:], *(config["Cmd"] or [])]


def volumes(found):
    """The named ones; those that an image asks for without a name are made anew for every container."""
    return [mount for mount in found["Mounts"] if mount["Type"] == "volume" and mount["Name"].startswith("nself-")]


def published(host):
    return [(port, one) for port, all_of_it in (host["PortBindings"] or {}).items() for one in all_of_it or []]


def flags(option, values):
    return [part for value in values or [] for part in (option, value)]


def literal(value):
    """As Compose has to read it: it would put variables in."""
    if isinstance(value, dict):
        return {key: literal(part) for key, part in value.items()}
    if isinstance(value, list):
        return [literal(part) for part in value]
    return value.replace("$", "$$") if isinstance(value, str) else value
