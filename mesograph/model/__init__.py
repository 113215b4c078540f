"""What the graph holds, as plain values: things, claims, reasons and answers."""
