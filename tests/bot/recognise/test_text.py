"""Text in pictures: what reads it uses one thread, as a worker has one core."""

import numpy as np
import pytest

from bot.recognise import network, text


@pytest.mark.parametrize(
    "session",
    [
        text._recogniser,
        lambda: text._detector().text_det.session.session,
        lambda: text._orientation().session.session,
    ],
    ids=["characters", "lines", "orientation"],
)
def test_every_network_has_one_thread(session):
    text.find(np.zeros((64, 64, 3), np.uint8), text.GATE)  # opens what is opened late

    options = session().get_session_options()
    threads = options.intra_op_num_threads, options.inter_op_num_threads
    assert threads == (network.THREADS, network.THREADS) == (1, 1)
    assert not options.enable_cpu_mem_arena
