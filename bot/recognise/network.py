"""Neural networks of packages, opened once a process and sparing of its memory."""

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt
import onnxruntime as ort

Floats = npt.NDArray[np.float32]
Network = Callable[[Floats], Sequence[Floats]]

THREADS = 1  # a worker has one core; more workers, not more threads, use the others
ERRORS_ONLY = 3


def open_network(model: bytes) -> Network:
    """The network of an ONNX file with one input: all its outputs, in their order."""
    session = open_session(model)
    name: str = session.get_inputs()[0].name

    def run(values: Floats) -> Sequence[Floats]:
        outputs: Sequence[Floats] = session.run(None, {name: values})
        return outputs

    return run


def open_session(model: bytes | str) -> ort.InferenceSession:
    """The bytes of an ONNX file, or its path."""
    options = ort.SessionOptions()
    options.intra_op_num_threads = THREADS
    options.inter_op_num_threads = THREADS
    options.enable_cpu_mem_arena = False  # on, it keeps what the largest picture needed
    options.log_severity_level = ERRORS_ONLY  # unused weights are no news
    return ort.InferenceSession(model, options, providers=["CPUExecutionProvider"])
