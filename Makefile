# Two commands, from nothing:
#   make run     opens the dashboard     (PORT=8600 chooses the port)
#   make test    passes the tests        (ARGS="-k bounds" goes to pytest)
# All is installed in .venv, never in the system's Python. PYTHON=python3.12 chooses the interpreter.

PORT ?= 8501
PYTHON ?=
ARGS ?=

export PYTHON
# Settings of the account that would leak into the environment.
unexport PYTHONPATH PYTHONHOME
export PIP_USER = 0
export STREAMLIT_BROWSER_GATHER_USAGE_STATS = false

.PHONY: run test clean

run:
	@sh .ci/setup run
	@.venv/bin/python -m plan serve --port $(PORT)

test:
	@sh .ci/setup test
	.venv/bin/python -m pytest -n 3 --dist worksteal $(ARGS)

clean:
	rm -rf .venv build *.egg-info .hypothesis .mypy_cache .pytest_cache .ruff_cache
