"""A worker as the original exercise has it, on kafka-python: answers words of one topic from a list of its own.

usage: original_worker.py BOOTSTRAP LANGUAGE WORD=DEFINITION...

Ends once it has said goodbye to the client that sent the empty word.
"""
import json
import sys

from kafka import KafkaConsumer, KafkaProducer


def main(bootstrap, language, *pairs):
    definitions = dict(pair.split("=", 1) for pair in pairs)
    topic = f"topic-dictionary-{language}"
    producer = KafkaProducer(bootstrap_servers=bootstrap)
    consumer = KafkaConsumer(
        topic, bootstrap_servers=bootstrap, group_id=f"{topic}-group", auto_offset_reset="earliest")
    for record in consumer:
        request = json.loads(record.value.decode("utf-8"))
        word = request["word"]
        answer = json.dumps({"word": word, "definition": definitions.get(word)})
        producer.send(request["response_topic"], answer.encode("utf-8"))
        producer.flush()
        print(word, flush=True)
        if word == "":
            break
    consumer.close()
    producer.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
