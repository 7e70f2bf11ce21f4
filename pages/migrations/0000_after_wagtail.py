"""Nothing but an order: Wagtail's migrations first, then the tables of the competition.

Each change of a model makes Django build anew every model that is related to it, and all are related through people. With our
models there before, a fresh migrate takes half as long again. It stands here because no other app of ours knows Wagtail.
"""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes"),
        ("wagtaildocs", "0014_alter_document_file_size"),
        ("wagtailimages", "0027_image_description"),
        ("wagtailsearch", "0010_add_text_fields"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
    ]
    run_before = [("challenges", "0001_initial")]
    operations: list = []
