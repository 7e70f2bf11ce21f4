from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('submissions', '0003_pages_of_files'),
    ]

    operations = [
        migrations.AlterField(
            model_name='entry',
            name='state',
            field=models.CharField(choices=[('draft', 'Draft'), ('submitted', 'Submitted'), ('withdrawn', 'Withdrawn'), ('admissible', 'Admitted'), ('inadmissible', 'Not admitted'), ('advanced', 'Advanced'), ('not_advanced', 'Did not advance'), ('winner', 'Winner'), ('reserve', 'Reserve'), ('overturned', 'Award overturned')], default='draft', max_length=20, verbose_name='State'),
        ),
    ]
