package dev.postern.dns;

import static dev.postern.dns.MessageBytes.QUERY;
import static dev.postern.dns.MessageBytes.QUESTION;
import static dev.postern.dns.MessageBytes.RESPONSE;
import static dev.postern.dns.MessageBytes.header;
import static dev.postern.dns.MessageBytes.query;
import static dev.postern.dns.MessageBytes.response;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The traps of RFC 9267, and whatever else two readers could take differently. */
class MalformedMessageTest {

  private static final String LABEL = "a".repeat(63);

  @ParameterizedTest(name = "{0}")
  @MethodSource
  void isRefusedWithItsReason(String reason, MessageBytes message) {
    assertThatExceptionOfType(DnsFormatException.class)
        .isThrownBy(message::read)
        .withMessageMatching(reason + ", at byte \\d+");
  }

  static Stream<Arguments> isRefusedWithItsReason() {
    return Stream.of(counts(), pointers(), lengths(), data(), services(), edns())
        .flatMap(cases -> cases);
  }

  private static Stream<Arguments> counts() {
    return Stream.of(
        arguments("0 questions instead of one", header(QUERY, 0, 0, 0, 0)),
        arguments(
            "2 questions instead of one",
            header(QUERY, 2, 0, 0, 0).name("a").u16(1).u16(1).name("b").u16(1).u16(1)),
        arguments("an answer reaches beyond the end", response("a", 1, 2).a("a", 1, 1, 2, 3, 4)),
        arguments("an answer reaches beyond the end", response("a", 1, 65535)),
        arguments(
            "an authority record reaches beyond the end",
            header(RESPONSE, 1, 0, 1, 0).name("a").u16(1).u16(1)),
        arguments("an additional record reaches beyond the end", query("a", 1, 1)),
        arguments("something stands behind the last record", query("a", 1, 0).u8(0)),
        arguments(
            "something stands behind the last record", response("a", 1, 0).a("a", 1, 1, 2, 3, 4)));
  }

  private static Stream<Arguments> pointers() {
    String forwards = " points forwards or to itself";
    return Stream.of(
        arguments("the question's name" + forwards, header(QUERY, 1, 0, 0, 0).pointer(QUESTION)),
        arguments(
            "the question's name points into the header", header(QUERY, 1, 0, 0, 0).pointer(0)),
        arguments(
            "the question's name points into the header", header(QUERY, 1, 0, 0, 0).pointer(11)),
        arguments(
            "the question's name" + forwards,
            header(QUERY, 1, 0, 0, 0).label("a").pointer(QUESTION)),
        arguments("an answer" + forwards, response("a", 1, 1).pointer(0x3fff)),
        arguments("an answer" + forwards, response("a", 1, 1).pointer(21).u16(0).name("b")),
        // Two that point at each other, one before the other.
        arguments("an answer" + forwards, response("a", 1, 1).label("b").pointer(19)),
        arguments("an alias" + forwards, response("a", 5, 1).name("a").fixed(5, 1, 2).pointer(34)),
        arguments(
            "a service's target is compressed where it must not be",
            response("a", 65, 1).name("a").fixed(65, 1, 4).u16(1).pointer(QUESTION)),
        arguments("an answer has too many pointers", longChain()));
  }

  /** Each owner is a pointer to the owner before: the whole chain is walked for each of them. */
  private static MessageBytes longChain() {
    MessageBytes bytes = response("a", 1, 200);
    int before = QUESTION;
    for (int i = 0; i < 200; i++) {
      int owner = bytes.length();
      bytes.pointer(before).address(1, 192, 0, 2, 1);
      before = owner;
    }
    return bytes;
  }

  private static Stream<Arguments> lengths() {
    return Stream.of(
        arguments("the header reaches beyond the end", new MessageBytes()),
        arguments("the header reaches beyond the end", new MessageBytes().hex("1234 0100 0001 00")),
        arguments("the question's name reaches beyond the end", header(QUERY, 1, 0, 0, 0)),
        arguments("the question's name reaches beyond the end", header(QUERY, 1, 0, 0, 0).u8(63)),
        arguments(
            "the question's name reaches beyond the end", header(QUERY, 1, 0, 0, 0).label("a")),
        arguments("the question's name reaches beyond the end", header(QUERY, 1, 0, 0, 0).u8(0xc0)),
        arguments("the question reaches beyond the end", header(QUERY, 1, 0, 0, 0).name("a").u8(0)),
        arguments(
            "the question's name has a label of an unknown kind",
            header(QUERY, 1, 0, 0, 0).u8(0x40).name("a").i32(0)),
        arguments(
            "the question's name has a label of an unknown kind",
            header(QUERY, 1, 0, 0, 0).u8(0x80).name("a").i32(0)),
        arguments(
            "the question's name is longer than 255 bytes",
            query(String.join(".", LABEL, LABEL, LABEL, LABEL), 1, 0)),
        arguments(
            "an answer is longer than 255 bytes",
            response(String.join(".", LABEL, LABEL, LABEL, "a".repeat(61)), 1, 1)
                .label("b")
                .pointer(QUESTION)
                .address(1, 192, 0, 2, 1)));
  }

  private static Stream<Arguments> data() {
    return Stream.of(
        arguments("an address of 3 bytes instead of 4", record(1, 3, "010203")),
        arguments("an address of 5 bytes instead of 4", record(1, 5, "0102030405")),
        arguments("an address of 0 bytes instead of 4", record(1, 0, "")),
        arguments("an address of 4 bytes instead of 16", record(28, 4, "01020304")),
        arguments("an answer reaches beyond the end", record(1, 4, "010203")),
        arguments("an answer reaches beyond the end", record(16, 65535, "0161")),
        arguments("a record's data are not as long as they say", record(5, 5, "016100 0161")),
        arguments("a record's data are not as long as they say", record(5, 4, "016100 00")),
        arguments("a record's data are not as long as they say", record(5, 2, "016100")),
        arguments("an alias reaches beyond the end", record(5, 0, "")));
  }

  private static Stream<Arguments> services() {
    return Stream.of(
        arguments(
            "a service's parameters are out of order",
            record(65, 19, "000100 00040004 c0000201 00040004 c0000202")),
        arguments(
            "a service's parameters are out of order", record(65, 11, "000100 00030000 00010000")),
        arguments(
            "a service's parameter leaves its record", record(65, 8, "000100 00030002 ff ff")),
        arguments(
            "address hints of 5 bytes, not of 4 each",
            record(65, 12, "000100 00040005 0102030405")),
        arguments("address hints of 0 bytes, not of 4 each", record(65, 7, "000100 00040000")),
        arguments(
            "address hints of 4 bytes, not of 16 each", record(64, 11, "000100 00060004 01020304")),
        arguments("a service's parameter reaches beyond the end", record(64, 5, "000100 0004")),
        arguments("a record's data are not as long as they say", record(64, 2, "000100")));
  }

  private static Stream<Arguments> edns() {
    return Stream.of(
        arguments(
            "an OPT record where none may be", query("a", 1, 2).opt(1232, 0, "").opt(1232, 0, "")),
        arguments("an OPT record where none may be", response("a", 1, 1).opt(1232, 0, "")),
        arguments(
            "an OPT record where none may be",
            query("a", 1, 1).name("a").u16(41).u16(1232).i32(0).u16(0)),
        arguments("an EDNS option leaves its record", query("a", 1, 1).opt(1232, 0, "000a0005ff")),
        arguments("an EDNS option reaches beyond the end", query("a", 1, 1).opt(1232, 0, "000a00")),
        arguments("an extended error without a code", query("a", 1, 1).opt(1232, 0, "000f000100")));
  }

  private static MessageBytes record(int type, int length, String data) {
    return response("a", type, 1).name("a").fixed(type, 1, length).hex(data);
  }

  /** What is no message at any length is refused, not read in part. */
  @Test
  void noBeginningOfAMessageIsOne() throws DnsFormatException {
    byte[] whole =
        response("www.example", 1, 2, 1)
            .pointer(QUESTION)
            .fixed(5, 1, 6)
            .label("cdn")
            .pointer(QUESTION + 4)
            .pointer(41)
            .address(1, 192, 0, 2, 1)
            .opt(1232, 0, "000f00020016")
            .bytes();

    assertThat(DnsMessage.read(whole).answers()).hasSize(2);
    assertThat(IntStream.range(0, whole.length).mapToObj(end -> Arrays.copyOf(whole, end)))
        .allSatisfy(
            part ->
                assertThatExceptionOfType(DnsFormatException.class)
                    .isThrownBy(() -> DnsMessage.read(part)));
  }

  /** As many names as fit, each as long as a name may be and behind as many pointers. */
  @Test
  void theLargestMessageIsRead() throws DnsFormatException {
    MessageBytes bytes = header(RESPONSE, 1, 5000, 0, 0);
    int before = bytes.length();
    bytes.label("a").u8(0).u16(1).u16(1);
    for (int i = 0; i < 126; i++) {
      int owner = bytes.length();
      bytes.label("a").pointer(before).fixed(16, 1, 0);
      before = owner;
    }
    for (int i = 126; i < 5000; i++) {
      bytes.pointer(before).fixed(16, 1, 0);
    }

    assertThat(bytes.length()).isLessThan(65536);
    assertThat(bytes.read().answers())
        .hasSize(5000)
        .last()
        .matches(record -> record.name().wireLength() == 255);
  }
}
