package dev.postern.probe;

/** The tables of one policy. */
record PolicyGeneration(BpfMap head, BpfMap destinations, BpfMap allowances, BpfMap executables) {

  /** Empties all but the head. */
  void clear() {
    destinations.removeAll();
    allowances.removeAll();
    executables.removeAll();
  }
}
