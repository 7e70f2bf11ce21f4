from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('accounts', '0001_initial'),
    ]

    operations = [
        migrations.AlterField(
            model_name='invitation',
            name='role',
            field=models.CharField(choices=[('author', 'Author'), ('publisher', 'Publisher'), ('secretary', 'Secretary'), ('auditor', 'Auditor'), ('head', 'Head of the authority'), ('owner', 'Owner'), ('contributor', 'Contributor'), ('viewer', 'Viewer')], max_length=20, verbose_name='Role'),
        ),
        migrations.AlterField(
            model_name='membership',
            name='role',
            field=models.CharField(choices=[('author', 'Author'), ('publisher', 'Publisher'), ('secretary', 'Secretary'), ('auditor', 'Auditor'), ('head', 'Head of the authority'), ('owner', 'Owner'), ('contributor', 'Contributor'), ('viewer', 'Viewer')], max_length=20, verbose_name='Role'),
        ),
    ]
