"""What a node answers, decided without any input or output.

A request goes in; out come a reply and, where something is to be kept, a change. Whoever
holds the records makes the change last before the reply goes out.
"""
