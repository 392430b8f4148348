package dev.postern.rules;

import dev.postern.rules.exception.Entry;
import dev.postern.rules.exception.ExceptionItem;
import dev.postern.rules.source.SourceText;
import java.util.HashSet;
import java.util.Set;
import java.util.StringTokenizer;

/** The words of all conditions: a list whose name is none of them is not used. */
final class UsedWords {

  private static final String DELIMITERS = " \t\n\r(),=";

  private final ListNames lists;
  private final Set<String> words = new HashSet<>();

  UsedWords(ListNames lists) {
    this.lists = lists;
  }

  void add(SourceText condition) {
    StringTokenizer tokens = new StringTokenizer(lists.spell(condition).value(), DELIMITERS);
    while (tokens.hasMoreTokens()) {
      words.add(tokens.nextToken());
    }
  }

  void add(ExceptionItem exception) {
    exception.values().forEach(this::add);
  }

  private void add(Entry entry) {
    switch (entry) {
      case Entry.One one -> add(one.text());
      case Entry.Many many -> many.entries().forEach(this::add);
    }
  }

  boolean contains(String list) {
    return words.contains(ListNames.spelled(list));
  }
}
