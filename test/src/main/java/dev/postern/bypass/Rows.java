package dev.postern.bypass;

import java.util.List;
import java.util.stream.Stream;

/** Every way around a policy that is tried. */
public final class Rows {

  private Rows() {}

  /** In the table's order; those that change the network come last. */
  public static List<Row> all() {
    return Stream.of(
            TcpRows.all(),
            UdpRows.all(),
            SocketRows.all(),
            ExecutableRows.all(),
            QuestionRows.all(),
            AnswerRows.all(),
            RawRows.all(),
            AdminRows.all())
        .flatMap(List::stream)
        .toList();
  }
}
