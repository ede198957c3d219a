"""A client as the original exercise has it, on kafka-python: asks for words on one topic, is answered on another.

usage: original_client.py BOOTSTRAP LANGUAGE NICKNAME WORD...

Prints each answer as a line of JSON, in the order they come. The empty word that it sends last ends it when it comes
back.
"""
import json
import sys
import threading

from kafka import KafkaConsumer, KafkaProducer


class Response:
    """What the exercise's clients accept: these two keys and no third."""

    def __init__(self, word, definition):
        self.word = word
        self.definition = definition


def main(bootstrap, language, nickname, *words):
    topic = f"topic-dictionary-{language}"
    response_topic = f"{topic}-{nickname}"
    producer = KafkaProducer(
        bootstrap_servers=bootstrap, value_serializer=lambda request: json.dumps(request).encode("utf-8"))
    consumer = KafkaConsumer(
        response_topic, bootstrap_servers=bootstrap, group_id=f"{response_topic}-group",
        auto_offset_reset="earliest", enable_auto_commit=True,
        value_deserializer=lambda value: Response(**json.loads(value.decode("utf-8"))))

    def read_answers():
        for record in consumer:
            print(json.dumps({"word": record.value.word, "definition": record.value.definition}), flush=True)
            if record.value.word == "":
                break
        consumer.close()

    reader = threading.Thread(target=read_answers)
    reader.start()
    for word in [*words, ""]:
        producer.send(topic, {"word": word, "response_topic": response_topic})
    producer.flush()
    reader.join()
    producer.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
