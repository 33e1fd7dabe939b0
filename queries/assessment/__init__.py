"""Which measure may an event break: the rules of evidence, the elements, and what an answer is made of."""
