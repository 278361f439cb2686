"""Two replicas on the CPU, under TensorFlow's MirroredStrategy."""

import gc
from functools import cache

from scripts.keras import environment

environment.prepare()

import tensorflow as tf
from tensorflow.python.eager import context

REPLICAS = 2


def set_up_devices():
    """The CPU as one logical device for each replica, on one thread; must come before TensorFlow starts.

    With one thread, sums of many elements are split in the same way on every machine.
    """
    tf.config.threading.set_intra_op_parallelism_threads(1)
    tf.config.threading.set_inter_op_parallelism_threads(1)
    cpu = tf.config.list_physical_devices("CPU")[0]
    devices = [tf.config.LogicalDeviceConfiguration() for _ in range(REPLICAS)]
    tf.config.set_logical_device_configuration(cpu, devices)


@cache
def strategy():
    """The one strategy of this process: its collective operations are numbered over all runs."""
    gc.collect()  # one that was given up has threads, which must not outlive it
    return tf.distribute.MirroredStrategy([f"CPU:{i}" for i in range(REPLICAS)])


def apply(optimizer, gradients):
    """`optimizer.apply` on each replica with its own list of gradients."""

    def on_replica():
        replica = tf.distribute.get_replica_context()
        optimizer.apply(gradients[int(tf.get_static_value(replica.replica_id_in_sync_group))])

    try:
        strategy().run(on_replica)
    except tf.errors.OpError:
        start_again()
        raise


def start_again():
    """Forgets every device and every tensor, and begins anew.

    Once gradients could not be added, TensorFlow adds nothing any more: "restart your program to reset".
    """
    context._reset_context()
    set_up_devices()
    strategy.cache_clear()
