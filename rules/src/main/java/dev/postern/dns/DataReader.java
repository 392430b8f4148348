package dev.postern.dns;

import dev.postern.event.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Reads the data of records, each to its last byte and not one further. */
final class DataReader {

  private static final int V4_BYTES = 4;
  private static final int V6_BYTES = 16;

  private static final int KEY_V4_HINT = 4;
  static final int KEY_ENCRYPTED_HELLO = 5;
  private static final int KEY_V6_HINT = 6;

  private final WireReader in;

  DataReader(WireReader in) {
    this.in = in;
  }

  /** The caller has seen to it that so many bytes are there. */
  RecordData read(int type, int space, int length) throws DnsFormatException {
    int end = in.position() + length;
    RecordData data =
        switch (type) {
          case RecordType.CNAME -> new RecordData.Alias(in.name("an alias"));
          case RecordType.A -> space == Question.IN ? address(V4_BYTES, length) : opaque(length);
          case RecordType.AAAA -> space == Question.IN ? address(V6_BYTES, length) : opaque(length);
          case RecordType.SVCB, RecordType.HTTPS ->
              space == Question.IN ? service(end) : opaque(length);
          default -> opaque(length);
        };
    endsAt(end, "a record's data");
    return data;
  }

  private void endsAt(int end, String what) throws DnsFormatException {
    if (in.position() != end) {
      throw new DnsFormatException(what + " are not as long as they say", in.position());
    }
  }

  private RecordData opaque(int length) throws DnsFormatException {
    in.skip(length, "a record's data");
    return new RecordData.Opaque();
  }

  private RecordData address(int expected, int length) throws DnsFormatException {
    if (length != expected) {
      throw new DnsFormatException(
          "an address of %d bytes instead of %d".formatted(length, expected), in.position());
    }
    return new RecordData.Address(address(expected));
  }

  private IpAddress address(int bytes) throws DnsFormatException {
    if (bytes == V4_BYTES) {
      return IpAddress.v4(in.i32("an address"));
    }
    return new IpAddress(in.i64("an address"), in.i64("an address"));
  }

  /** RFC 9460 section 2.2: keys in ascending order, none of them twice. */
  private RecordData service(int end) throws DnsFormatException {
    int priority = in.u16("a service's data");
    DnsName target = in.plainName("a service's target");
    List<IpAddress> hints = new ArrayList<>();
    boolean encryptedHello = false;
    int before = -1;
    while (in.position() < end) {
      int key = in.u16("a service's parameter");
      int length = in.u16("a service's parameter");
      if (key <= before) {
        throw new DnsFormatException("a service's parameters are out of order", in.position());
      }
      if (length > end - in.position()) {
        throw new DnsFormatException("a service's parameter leaves its record", in.position());
      }
      before = key;
      switch (key) {
        case KEY_V4_HINT -> hints(V4_BYTES, length, hints);
        case KEY_V6_HINT -> hints(V6_BYTES, length, hints);
        default -> in.skip(length, "a service's parameter");
      }
      encryptedHello |= key == KEY_ENCRYPTED_HELLO;
    }
    return new RecordData.Service(priority, target, hints, encryptedHello);
  }

  private void hints(int each, int length, List<IpAddress> hints) throws DnsFormatException {
    if (length == 0 || length % each != 0) {
      throw new DnsFormatException(
          "address hints of %d bytes, not of %d each".formatted(length, each), in.position());
    }
    for (int i = 0; i < length / each; i++) {
      hints.add(address(each));
    }
  }

  /** An OPT record, whose class and TTL are something else than a class and a TTL. */
  Edns edns(int udpSize, int flags, int length) throws DnsFormatException {
    int end = in.position() + length;
    List<ExtendedError> errors = new ArrayList<>();
    while (in.position() < end) {
      int option = in.u16("an EDNS option");
      int size = in.u16("an EDNS option");
      if (size > end - in.position()) {
        throw new DnsFormatException("an EDNS option leaves its record", in.position());
      }
      if (option == Edns.ERROR_OPTION) {
        errors.add(error(size));
      } else {
        in.skip(size, "an EDNS option");
      }
    }
    endsAt(end, "the EDNS options");
    return new Edns(
        udpSize, flags >>> 24, (flags >>> 16) & 0xff, (flags & Edns.DNSSEC_OK) != 0, errors);
  }

  private ExtendedError error(int size) throws DnsFormatException {
    if (size < 2) {
      throw new DnsFormatException("an extended error without a code", in.position());
    }
    int code = in.u16("an extended error");
    byte[] text = in.bytes(size - 2, "an extended error");
    return new ExtendedError(code, new String(text, StandardCharsets.UTF_8));
  }
}
