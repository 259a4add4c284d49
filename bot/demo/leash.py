"""Run a module so that it cannot outlive whoever started it: `python -m bot.demo.leash MODULE [ARGUMENT …]`.

The starter holds the other end of standard input. When that closes, be it by SIGKILL, this process is gone at once.
"""

import os
import runpy
import signal
import sys
import threading


def main() -> None:
    """Watch standard input and run the module named by the first argument as `python -m` would."""
    sys.argv = sys.argv[1:]
    threading.Thread(target=_watch, name="leash", daemon=True).start()
    runpy.run_module(sys.argv[0], run_name="__main__", alter_sys=True)


def _watch() -> None:
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    main()
