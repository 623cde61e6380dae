"""Tiny configs that tests share."""

FLOWERS = """
dataset: {kind: iris, train_size: 60}
model: {kind: mlp, hidden: [8]}
optimizer: {kind: adam, learning_rate: 0.01, batch_size: 16, epochs: 4}
"""

LINE = """
dataset: {kind: line, samples: 60}
model: linear
optimizer: {kind: gd, learning_rate: 0.1, epochs: 3}
"""
