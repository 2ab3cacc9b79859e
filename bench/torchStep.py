"""
The training step of the benchmark on PyTorch, on the processor. Reads requests from standard input and writes one
answer for each to standard output, as lines of JSON; the arrays of the model and of its batches follow the first
request as bytes (torchMessage.ts). Answers {"error": reason} where there is no fair row.
"""

import json
import sys
import time

import torch
import torch.nn.functional as functional

# What PyTorch reports about a library that it was built with, and what stands in the path of one that it loads.
BUILT_WITH = {"mkl": "MKL", "open": "OpenBLAS", "accelerate": "Accelerate", "flexi": "FlexiBLAS"}
LOADED = {"openblas": "OpenBLAS", "mkl": "MKL", "blis": "BLIS"}


def linear_algebra():
    """Returns the library that products run on. Raises RuntimeError when it is the reference BLAS or unknown."""
    configuration = torch.__config__.show()
    for key, name in BUILT_WITH.items():
        if f"BLAS_INFO={key}" in configuration:
            return name
    torch.mm(torch.ones(8, 8), torch.ones(8, 8))
    try:
        with open("/proc/self/maps", encoding="utf-8") as maps:
            paths = {line.split()[-1] for line in maps if ".so" in line}
    except OSError:
        paths = set()
    for key, name in LOADED.items():
        if any(key in path.lower() for path in paths):
            return name
    found = sorted(path for path in paths if "blas" in path.lower())
    raise RuntimeError(f"PyTorch has no fast BLAS: {', '.join(found) or 'none is loaded'}")


def read_arrays(descriptions):
    """Returns the arrays by name; their bytes follow one another on standard input."""
    arrays = {}
    for name, kind, shape in descriptions:
        count = 1
        for size in shape:
            count *= size
        data = bytearray(sys.stdin.buffer.read(4 * count))
        dtype = torch.float32 if kind == "float32" else torch.int32
        arrays[name] = torch.frombuffer(data, dtype=dtype).reshape(shape)
    return arrays


class Tower:
    """One tower: e = relu(x·W1 + b1)·W2 + b2 with x the embeddings of its tables side by side."""

    def __init__(self, arrays, side, tables, sparse):
        def parameter(name):
            return arrays[f"{side} {name}"].clone().requires_grad_(True)

        self.sparse = sparse
        self.tables = [parameter(f"table {table}") for table in range(tables)]
        self.layers = [parameter(name) for name in ("W1", "b1", "W2", "b2")]

    def encode(self, rows):
        parts = [
            functional.embedding(ids, table, sparse=self.sparse)
            for ids, table in zip(rows, self.tables)
        ]
        w1, b1, w2, b2 = self.layers
        hidden = torch.relu(torch.addmm(b1, torch.cat(parts, 1), w1))
        return torch.addmm(b2, hidden, w2)


class Trainer:
    """The model, its optimisers and its batches, which are tensors before the clock starts."""

    def __init__(self, request, arrays):
        sparse, rate = request["sparse"], request["rate"]
        towers = [Tower(arrays, side, request["tables"][side], sparse) for side in ("users", "items")]
        self.towers = towers
        self.batches = [
            (
                [
                    [arrays[f"{side} rows {batch} {table}"].long() for table in range(request["tables"][side])]
                    for side in ("users", "items")
                ],
                arrays[f"offsets {batch}"],
            )
            for batch in range(request["batches"])
        ]
        self.targets = torch.arange(self.batches[0][1].shape[0])
        tables = [table for tower in towers for table in tower.tables]
        layers = [layer for tower in towers for layer in tower.layers]
        if sparse:
            self.optimizers = [torch.optim.Adam(layers, rate), torch.optim.SparseAdam(tables, rate)]
        else:
            self.optimizers = [torch.optim.Adam(layers + tables, rate)]
        self.done = 0

    def step(self):
        (users, items), offsets = self.batches[self.done % len(self.batches)]
        self.done += 1
        logits = self.towers[0].encode(users) @ self.towers[1].encode(items).T + offsets
        loss = functional.cross_entropy(logits, self.targets)
        for optimizer in self.optimizers:
            optimizer.zero_grad(set_to_none=True)
        loss.backward()
        for optimizer in self.optimizers:
            optimizer.step()
        return loss

    def run(self, count):
        start = time.perf_counter()
        for _ in range(count):
            loss = self.step()
        last = loss.item()
        elapsed_ms = 1000 * (time.perf_counter() - start)
        return {"samplesMs": [elapsed_ms / count], "loss": last}


def main():
    trainer = None
    for line in iter(sys.stdin.buffer.readline, b""):
        request = json.loads(line)
        try:
            if trainer is None:
                torch.set_num_threads(request["threads"])
                arrays = read_arrays(request["arrays"])
                library = linear_algebra()
                trainer = Trainer(request, arrays)
                answer = {"note": f"PyTorch {torch.__version__}, {library}"}
            else:
                answer = trainer.run(request["count"])
        except Exception as error:  # The other side decides what a failure means.
            answer = {"error": str(error) or type(error).__name__}
        print(json.dumps(answer), flush=True)


main()
