package dev.postern.rules.list;

import java.util.OptionalLong;

/** Reads entries as numbers. */
public interface NumberReading {

  /** An entry's number; none when it has none. */
  OptionalLong number(String entry);

  /** What is said behind an entry that has none, such as "is not a port". */
  String problem(String entry);
}
