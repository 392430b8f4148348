package dev.postern.cli;

import java.util.concurrent.Callable;

/**
 * A word of the command line: a class with picocli's {@code @Command}, found by {@link
 * java.util.ServiceLoader}, so that other modules add theirs. The result is the exit status.
 */
public interface PosternCommand extends Callable<Integer> {

  @Override
  Integer call() throws Exception;
}
