"""What a course on Kafka begins with, on kafka-python: some records to a topic, and all of them read again, twice.

usage: get_started.py BOOTSTRAP TOPIC COUNT

Prints what a group reads from the earliest offset on, and then what a reader without a group does that begins each
partition at its earliest offset, as engines for streams do; a line each, sorted.
"""
import sys

from kafka import KafkaConsumer, KafkaProducer, TopicPartition


def produce(bootstrap, topic, count):
    producer = KafkaProducer(bootstrap_servers=bootstrap)
    for number in range(count):
        producer.send(topic, key=str(number).encode("utf-8"), value=f"message {number}".encode("utf-8")).get(timeout=30)
    producer.close()


def read_as_group(bootstrap, topic, count):
    consumer = KafkaConsumer(
        topic, bootstrap_servers=bootstrap, group_id="get-started", auto_offset_reset="earliest",
        consumer_timeout_ms=60_000)
    # A member that the group thought gone on a busy machine reads again what it had not committed.
    values = set()
    for record in consumer:
        values.add(record.value.decode("utf-8"))
        if len(values) == count:
            break
    consumer.close()
    return values


def read_partitions(bootstrap, topic):
    consumer = KafkaConsumer(bootstrap_servers=bootstrap, enable_auto_commit=False, consumer_timeout_ms=60_000)
    partitions = [TopicPartition(topic, number) for number in sorted(consumer.partitions_for_topic(topic))]
    starts, ends = consumer.beginning_offsets(partitions), consumer.end_offsets(partitions)
    missing = sum(ends[partition] - starts[partition] for partition in partitions)
    consumer.assign(partitions)
    for partition in partitions:
        consumer.seek(partition, starts[partition])
    values = []
    for record in consumer if missing else []:
        values.append(record.value.decode("utf-8"))
        if len(values) == missing:
            break
    consumer.close()
    return values


def main(bootstrap, topic, count):
    produce(bootstrap, topic, int(count))
    for reading in read_as_group(bootstrap, topic, int(count)), read_partitions(bootstrap, topic):
        print(", ".join(sorted(reading)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
