import com.adobe.epubcheck.tool.EpubChecker;

/** Checks each book named on the command line in one virtual machine; BOOK.json beside it takes the findings. */
public class EpubCheckAll {
    public static void main(String[] books) {
        for (String book : books) {
            new EpubChecker().run(new String[] {book, "-u", "-q", "-j", book + ".json"});
        }
    }
}
