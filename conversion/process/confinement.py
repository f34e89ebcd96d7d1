"""The walls around a stranger's file: what a process that opens it may use and reach."""

import contextlib
import resource
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from conversion.process import kernel, landlock, seccomp
from conversion.process.work import Work

# What programs and libraries need of the system; none of it is anybody's.
SYSTEM = (
    *("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64"),
    *("/proc", "/sys/devices/system/cpu", "/sys/devices/system/node"),
    # LibreOffice ends at once where it can't read its folder of extensions, which Debian keeps under /var/spool.
    *("/var/lib/libreoffice", "/var/spool/libreoffice", "/var/lib/ghostscript", "/var/cache/fontconfig"),
)
SYSTEM_SETTINGS = (
    *(
        "alternatives",
        "fonts",
        "ghostscript",
        "ImageMagick-6",
        "ImageMagick-7",
        "libreoffice",
        "inkscape",
        "libpaper.d",
    ),
    *("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "locale.alias", "localtime", "timezone", "papersize", "paperspecs"),
    *("passwd", "group", "nsswitch.conf", "host.conf", "os-release", "magic", "magic.mime", "mime.types", "mailcap"),
    *("gtk-3.0", "pango", "perl", "python3", "xdg", "X11", "ssl/openssl.cnf", "OpenCL", "vdpau_wrapper.cfg"),
    *(f"python3.{minor}" for minor in range(9, 20)),
)
NO_NETWORK = "no network"  # the wall without which workers refuse to start
DEVICES = ("null", "zero", "full", "random", "urandom")
# Kept by root: no right to become root again by running a program, nor by changing the user.
_SECURE_BITS = 0xEF


def confine(work: Work) -> None:
    """Put this process, and all it will start, behind the walls; they can't be taken down again.

    A wall that this kernel or machine lacks is left out: `active` tells which ones stand.
    """
    for number, wanted in work.rlimits.items():
        _, hard = resource.getrlimit(number)
        value = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        resource.setrlimit(number, (value, value))
    with contextlib.suppress(OSError):  # nobody's to give up
        kernel.prctl(kernel.PR_SET_SECUREBITS, _SECURE_BITS)
    kernel.drop_capabilities()
    kernel.prctl(kernel.PR_SET_NO_NEW_PRIVS, 1)
    landlock.restrict(_rules(work))
    seccomp.deny_connections()


# What is the same for every work, made once in the fork server.
_ALWAYS = {
    **dict.fromkeys((*SYSTEM, sys.prefix, sys.base_prefix), landlock.READING),
    **{f"/etc/{name}": landlock.READING for name in SYSTEM_SETTINGS},
    **{f"/dev/{name}": landlock.DEVICE for name in DEVICES},
}
_OURS = str(Path(__file__).parents[1])


def _rules(work: Work) -> dict[str, int]:
    """The system to be read, the work's own files, and its scratch folder to do as it likes."""
    return {
        **_ALWAYS,
        **dict.fromkeys([] if work.command else [_OURS], landlock.READING),
        **dict.fromkeys(map(str, work.readable), landlock.READING),
        **dict.fromkeys(map(str, work.sockets), landlock.MAKE_SOCKET),
        str(work.scratch): landlock.EVERYTHING,
    }


def active() -> dict[str, bool]:
    """Which walls stand around this process, as the kernel says."""
    status = dict(line.split(":", 1) for line in Path("/proc/self/status").read_text("ascii").splitlines())
    return {
        "no new privileges": status["NoNewPrivs"].strip() == "1",
        "no capabilities": int(status["CapEff"], 16) == 0,
        NO_NETWORK: _is_refused(lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM).close()),
        "no other files": _is_refused(lambda: next(Path("/").iterdir())),
        "memory limit": resource.getrlimit(resource.RLIMIT_AS)[0] != resource.RLIM_INFINITY,
        "file size limit": resource.getrlimit(resource.RLIMIT_FSIZE)[0] != resource.RLIM_INFINITY,
    }


def _is_refused(act: Callable[[], object]) -> bool:
    try:
        act()
    except PermissionError:
        return True
    return False
