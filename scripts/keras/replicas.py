"""Two replicas on the CPU, under TensorFlow's MirroredStrategy."""

from functools import cache

from scripts.keras import environment

environment.prepare()

import tensorflow as tf

REPLICAS = 2


def provide_devices():
    """Splits the CPU into logical devices; must come before TensorFlow starts."""
    cpu = tf.config.list_physical_devices("CPU")[0]
    devices = [tf.config.LogicalDeviceConfiguration() for _ in range(REPLICAS)]
    tf.config.set_logical_device_configuration(cpu, devices)


@cache
def strategy():
    """The one strategy of this process: its collective operations are numbered over all runs."""
    return tf.distribute.MirroredStrategy([f"CPU:{i}" for i in range(REPLICAS)])


def apply(optimizer, gradients):
    """`optimizer.apply` on each replica with its own list of gradients."""

    def on_replica():
        context = tf.distribute.get_replica_context()
        optimizer.apply(gradients[int(context.replica_id_in_sync_group)])

    strategy().run(on_replica)
