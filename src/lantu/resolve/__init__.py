"""Industrial identifiers: what clients and nodes say to each other, and a node that answers."""
