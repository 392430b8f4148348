package dev.postern.lab;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The self-signed certificate of the lab's HTTPS servers, made by the JDK's keytool while the
 * network is being built.
 */
final class LabKeyStore implements Closeable {

  /** Protects nothing: the key lives as long as the lab and signs for documentation addresses. */
  static final String PASSWORD = "postern-lab";

  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path file;
  private final Process keytool;

  private LabKeyStore(Path file, Process keytool) {
    this.file = file;
    this.keytool = keytool;
  }

  static LabKeyStore startMaking(Path folder) throws IOException {
    Path file = folder.resolve("keys.p12");
    ProcessBuilder keytool =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
            "-J-XX:TieredStopAtLevel=1",
            "-J-XX:+UseSerialGC",
            "-J-XX:-UsePerfData",
            "-genkeypair",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-validity",
            "30",
            "-dname",
            "CN=Postern lab",
            "-ext",
            "san=ip:%s,ip:%s,ip:%s"
                .formatted(LabAddresses.WEB, LabAddresses.OTHER_WEB, LabAddresses.WEB_V6),
            "-keystore",
            file.toString(),
            "-storepass",
            PASSWORD);
    keytool.redirectErrorStream(true).redirectOutput(folder.resolve("keytool.log").toFile());
    return new LabKeyStore(file, keytool.start());
  }

  /** The finished PKCS#12 file. */
  Path file() {
    if (!Await.holds(LIMIT, () -> !keytool.isAlive()) || keytool.exitValue() != 0) {
      throw new LabException("keytool could not make the lab's certificate");
    }
    return file;
  }

  @Override
  public void close() {
    keytool.destroyForcibly();
  }
}
