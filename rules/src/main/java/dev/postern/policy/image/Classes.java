package dev.postern.policy.image;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Numbers for what is allowed of addresses: the same for the same. */
final class Classes {

  private final Map<ClassMeaning, Integer> numbers = new HashMap<>();
  private int allowances;

  /**
   * The number of a meaning.
   *
   * @param fresh gets its allowances if nobody has asked for it before
   * @return 0 when nothing is allowed
   * @throws PolicyTooLargeException when there are too many allowances of all classes together
   */
  int of(ClassMeaning meaning, List<Allowance> fresh) throws PolicyTooLargeException {
    if (meaning.allowed().isEmpty()) {
      return 0;
    }
    Integer known = numbers.get(meaning);
    if (known != null) {
      return known;
    }
    int id = numbers.size() + 1;
    int before = fresh.size();
    meaning.addTo(fresh, id, MeaningReader.ALLOWANCE_LIMIT - allowances);
    allowances += fresh.size() - before;
    numbers.put(meaning, id);
    return id;
  }
}
