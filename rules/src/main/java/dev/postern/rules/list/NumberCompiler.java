package dev.postern.rules.list;

import java.io.IOException;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** Compiles numbers into a {@link NumberTable}. */
final class NumberCompiler implements ListCompiler {

  private final LongFile numbers;
  private final NumberReading reading;

  NumberCompiler(Path folder, NumberReading reading) throws IOException {
    this.numbers = new LongFile(folder);
    this.reading = reading;
  }

  @Override
  public @Nullable String add(String entry) throws IOException {
    OptionalLong number = reading.number(entry);
    if (number.isEmpty()) {
      return reading.problem(entry);
    }
    numbers.append(number.getAsLong());
    return null;
  }

  @Override
  public NumberTable finish() throws IOException {
    return new NumberTable(numbers.sorted(LongSort::distinct));
  }

  @Override
  public void close() throws IOException {
    numbers.close();
  }
}
