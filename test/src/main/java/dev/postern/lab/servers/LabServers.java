package dev.postern.lab.servers;

import dev.postern.lab.Folder;
import dev.postern.lab.LabAddresses;
import dev.postern.lab.ServedFlow;
import dev.postern.scope.Cgroup;
import dev.postern.scope.CgroupFilesystem;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.internal.logging.InternalLoggerFactory;
import io.netty.util.internal.logging.JdkLoggerFactory;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;

/**
 * The main program of the process outside the pod. It says {@link #READY} when every server
 * listens, answers {@link #REPORT} with a line per flow and {@link #END}, and ends with its input.
 */
public final class LabServers {

  /** Printed when every server listens. */
  public static final String READY = "ready";

  /** The request for what was served so far. */
  public static final String REPORT = "report";

  /** Printed after the last flow of a report. */
  public static final String END = "end";

  private static final List<String> WEB_SERVERS =
      List.of(LabAddresses.WEB, LabAddresses.OTHER_WEB, LabAddresses.WEB_V6);

  private LabServers() {}

  /**
   * Serves until standard input ends. Its first line names the key store: that is being made while
   * this JVM starts.
   *
   * @param arguments the key store's password, the name of the pod's cgroup, the lab's folder
   */
  public static void main(String[] arguments) throws IOException, GeneralSecurityException {
    PrintStream answers = System.out;
    System.setOut(System.err); // only answers go where answers are expected
    InternalLoggerFactory.setDefaultFactory(JdkLoggerFactory.INSTANCE);

    Ledger ledger = new Ledger();
    BufferedReader requests =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    Listeners listeners = new Listeners(ledger);
    listen(listeners);
    String keyStore = requests.readLine();
    if (keyStore != null) {
      listenWithTls(listeners, tls(new File(keyStore), arguments[0].toCharArray()));
      answers.println(READY);
      answerReports(requests, ledger, answers);
    }
    removeLab(arguments[1], Path.of(arguments[2]));
  }

  private static void listen(Listeners listeners) {
    WEB_SERVERS.forEach(address -> listeners.http(address, 80));
    listeners.silentUdp(LabAddresses.OTHER_WEB, 9999);
    listeners.http(LabAddresses.METADATA, 80);
    listeners.dns(LabAddresses.CLUSTER_DNS, 53);
    listeners.http(LabAddresses.CLUSTER_DNS, 9153);
    listeners.database(LabAddresses.DATABASE, 5432);
  }

  private static void listenWithTls(Listeners listeners, SslContext tls) {
    WEB_SERVERS.forEach(address -> listeners.https(address, 443, tls));
  }

  private static SslContext tls(File file, char[] password)
      throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(KeyStore.getInstance(file, password), password);
    return SslContextBuilder.forServer(keys).sslProvider(SslProvider.JDK).build();
  }

  private static void answerReports(BufferedReader requests, Ledger ledger, PrintStream answers)
      throws IOException {
    for (String line = requests.readLine(); line != null; line = requests.readLine()) {
      if (line.equals(REPORT)) {
        ledger.flows().stream().map(ServedFlow::toLine).forEach(answers::println);
        answers.println(END);
        answers.flush();
      }
    }
  }

  /** What the lab does itself when it is closed, for when it was killed instead. */
  private static void removeLab(String cgroupName, Path folder) throws IOException {
    Optional<Cgroup> left = CgroupFilesystem.find().lookup(cgroupName);
    if (left.isPresent()) {
      left.get().close();
    }
    new Folder(folder).close();
  }
}
