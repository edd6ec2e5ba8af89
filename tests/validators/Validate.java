import java.io.File;
import java.util.Map;
import java.util.TreeMap;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;
import org.verapdf.pdfa.results.TestAssertion;
import org.verapdf.pdfa.results.ValidationResult;

/** Validates files against veraPDF profiles: one line a file and profile, then one line a failed rule. */
public class Validate {
  public static void main(String[] arguments) throws Exception {
    VeraGreenfieldFoundryProvider.initialise();
    for (int i = 1; i < arguments.length; i++)
      for (String profile : arguments[0].split(","))
        report(arguments[i], PDFAFlavour.fromString(profile));
  }

  static void report(String path, PDFAFlavour profile) throws Exception {
    try (PDFAParser parser = Foundries.defaultInstance().createParser(new File(path), profile)) {
      PDFAValidator validator = Foundries.defaultInstance().createValidator(profile, false);
      ValidationResult result = validator.validate(parser);
      System.out.println("FILE\t" + path + "\t" + profile.getId() + "\t" + result.getTotalAssertions());
      Map<String, String> failed = new TreeMap<>();
      for (TestAssertion one : result.getTestAssertions())
        if (one.getStatus() == TestAssertion.Status.FAILED)
          failed.putIfAbsent(one.getRuleId().getClause() + "-" + one.getRuleId().getTestNumber(),
              one.getMessage() + " @ " + one.getLocation().getContext());
      for (Map.Entry<String, String> rule : failed.entrySet())
        System.out.println("RULE\t" + rule.getKey() + "\t" + rule.getValue().replaceAll("\\s+", " "));
    }
  }
}
