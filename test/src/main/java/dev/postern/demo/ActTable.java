package dev.postern.demo;

import java.util.List;

/** What an act showed, against what it had to show. */
interface ActTable {

  /** Whether every step led to exactly what it should. */
  boolean matches();

  /** For people: a heading and the rows. */
  List<String> lines();
}
