package dev.postern;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the compiler cannot hold. */
class ArchitectureTest {

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.postern");

  /** {@code /proc/} and what follows it, up to the end of the path. */
  private static final Pattern PROC = Pattern.compile("\"/proc\"|/proc/[^\\s\"*}]*");

  @Test
  void thereAreClassesOfBothModules() {
    assertThat(CLASSES.contain("dev.postern.rules.RuleLoader")).isTrue();
    assertThat(CLASSES.contain("dev.postern.probe.Probe")).isTrue();
  }

  @Test
  void meaningIsPlainJava() {
    noClasses()
        .that()
        .resideInAnyPackage(
            "dev.postern.event..",
            "dev.postern.rules..",
            "dev.postern.dns..",
            "dev.postern.policy..",
            "dev.postern.attribution..",
            "dev.postern.abi..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(
            "io.vertx..",
            "io.netty..",
            "jnr..",
            "com.kenai.jffi..",
            "io.micrometer..",
            "org.slf4j..",
            "picocli..")
        .because("events, attribution and rules are tested and reused without any framework")
        .check(CLASSES);
  }

  @Test
  void onlyTheProbeCallsNativeCode() {
    noClasses()
        .that(not(resideInAPackage("dev.postern.probe")))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("jnr.ffi..", "com.kenai.jffi..")
        .because("memory that Java does not guard is handled in one package")
        .check(CLASSES);
    noClasses()
        .that(not(resideInAPackage("dev.postern.probe")))
        .and(not(name("dev.postern.run.SignalForwarding")))
        .and(not(name("dev.postern.sidecar.EndSignals")))
        .should()
        .dependOnClassesThat(resideInAnyPackage("jnr.."))
        .because("signals are all that is needed of POSIX elsewhere")
        .check(CLASSES);
  }

  @Test
  void onlyTheProbeKnowsLibbpf() {
    noClasses()
        .that(not(resideInAPackage("dev.postern.probe")))
        .should()
        .dependOnClassesThat(name("dev.postern.probe.Libbpf"))
        .because("what the kernel is asked to run is decided in one package")
        .check(CLASSES);
  }

  @Test
  void noJavaRunsInsideASignalHandler() {
    noClasses()
        .should()
        .callMethod(
            "jnr.posix.POSIX", "signal", "jnr.constants.platform.Signal", "jnr.posix.SignalHandler")
        .because("it calls back from the kernel's signal frame and crashes the JVM")
        .check(CLASSES);
  }

  @Test
  void packagesFormNoCycle() {
    slices()
        .matching("dev.postern.(**)")
        .should()
        .beFreeOfCycles()
        .because("a package is understood after those it uses")
        .check(CLASSES);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses()
        .should()
        .haveNameMatching(".*(Impl|Util|Utils|Manager|Helper|Base)")
        .because("such an ending says that nobody knew what the class is")
        .check(CLASSES);
  }

  @Test
  void onlyTheCommandLineEndsTheProcess() {
    noClasses()
        .that(not(resideInAPackage("dev.postern.cli")))
        .should()
        .callMethod(System.class, "exit", int.class)
        .because("whoever owns a cgroup or a probe must be able to close it")
        .check(CLASSES);
  }

  @Test
  void theSidecarOpensNoOtherProcessProc() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path source : sources()) {
      Matcher proc = PROC.matcher(Files.readString(source));
      while (proc.find()) {
        if (!proc.group().matches("/proc/(self|sys)/.+")) {
          found.add(source + ": " + proc.group());
        }
      }
    }
    assertThat(found)
        .as("in a pod the sidecar sees no other process: what it knows comes from the kernel")
        .isEmpty();
  }

  private static List<Path> sources() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
      List<Path> sources = files.filter(file -> file.toString().endsWith(".java")).toList();
      assertThat(sources).hasSizeGreaterThan(20);
      return sources;
    }
  }
}
