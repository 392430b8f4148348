package dev.postern.rules.exception;

import dev.postern.rules.source.Place;
import dev.postern.rules.source.SourceText;
import java.util.List;

/** What stands for fields, comps and values alike: a text, or a sequence of entries. */
public sealed interface Entry {

  /** Where it begins. */
  Place place();

  record One(SourceText text) implements Entry {
    @Override
    public Place place() {
      return text.place();
    }
  }

  record Many(List<Entry> entries, Place place) implements Entry {
    public Many {
      entries = List.copyOf(entries);
    }
  }
}
